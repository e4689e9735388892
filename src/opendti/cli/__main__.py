"""`python -m opendti.cli`, where the script is not installed."""

import sys

from . import main

sys.exit(main())
