"""Forward-Forward networks (G. Hinton, 2022, "The Forward-Forward Algorithm: Some Preliminary Investigations").

Each layer learns by itself: to be very active for an example that is shown with its right label (a *positive*) and
little active for one that is shown with a wrong label (a *negative*). No gradient crosses a layer.
"""
