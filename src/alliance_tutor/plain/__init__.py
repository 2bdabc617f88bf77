"""Line mode: any terminal, pipes, screen readers."""
