"""`python -m alliance_tutor`."""

import sys

from alliance_tutor.cli import main

sys.exit(main())
