"""The door for people in Excel: ribbon, functions in cells, the add-in, its installation."""
