"""Run Catspaw as `python -m catspaw`."""

from catspaw.cli import main

if __name__ == "__main__":
    main()
