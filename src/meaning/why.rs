//! One form with its reasons: which answers settle a truth, and which missing ones could.
