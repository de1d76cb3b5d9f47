"""python -m lstm_core.training: train what is shipped again."""

from lstm_core.training.shipped import main

main()
