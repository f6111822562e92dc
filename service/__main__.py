"""`python -m service` is the command duizhao."""

from service.cli import main

if __name__ == "__main__":
    main()
