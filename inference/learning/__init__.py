"""Learning from data: making training rows (`datatune`), and networks without back-propagation (`forward_forward`)."""
