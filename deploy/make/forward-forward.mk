# Forward-Forward beside the same network in PyTorch. PyTorch lies in a folder of its own ($(BESIDE)), which only the
# bench sees; its version and its index (TORCH, TORCH_INDEX) are those of vllm.mk.

BESIDE := var/env/torch
NEEDED_BY_TORCH := filelock typing_extensions sympy mpmath networkx jinja2 markupsafe fsspec
.PHONY: bench-forward-forward

bench-forward-forward: .venv/dev $(BESIDE)/ready ## seconds of an epoch of Forward-Forward, in NumPy and in PyTorch
	@OPENBLAS_NUM_THREADS=1 PYTHONPATH=$(BESIDE) $(BIN)/python -m inference.learning.forward_forward bench

$(BESIDE)/ready:
	@echo "Installing PyTorch into $(BESIDE), 0.9 GB."
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --target $(BESIDE) $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==$(TORCH)
	@$(BIN)/python -m pip --disable-pip-version-check install --quiet --no-deps --target $(BESIDE) $(NEEDED_BY_TORCH)
	@touch $@
