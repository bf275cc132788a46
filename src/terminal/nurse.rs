//! The nurse's flow: wording, commands, units and warnings over any prompter.
