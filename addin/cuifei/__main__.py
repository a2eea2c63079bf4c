"""`python -m cuifei`: the command line where the program `cuifei` is not on the search path."""

from cuifei.cli import main

if __name__ == "__main__":
    main()
