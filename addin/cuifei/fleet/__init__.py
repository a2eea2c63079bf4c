"""Many workbooks in one run: found, sent out as paths, done by the commands of one, summed up."""
