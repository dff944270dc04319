"""What each command does; a command's module is loaded when it is called."""
