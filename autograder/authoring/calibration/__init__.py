"""Accuracy thresholds from measured spreads: nobody types a threshold."""
