# ONNX Runtime for CUDA takes the place of the site's, so a GPU worker has an environment of its own: $(GPU).

GPU := var/env/gpu
TURBO := $(or $(MODEL_DIR),$(or $(VAR_DIR),var)/models)/large-v3-turbo
.PHONY: test-gpu worker-gpu lock-gpu

worker-gpu: $(GPU)/ready $(if $(filter-out auto,$(SPEECH_MODEL)),,$(TURBO)/model.bin) ## the workers for transcribe and read_slides, on a GPU (REDIS_URL names the broker)
	@exec env DEVICE=$(or $(DEVICE),cuda) $(GPU)/bin/python manage.py worker --queues transcribe,read_slides

test-gpu: $(GPU)/ready ## the contracts of the engines, on this machine's GPU
	@$(GPU)/bin/python -m pytest -m gpu tests/inference/speech tests/inference/slides

$(GPU)/ready: deploy/requirements/gpu.txt
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv --clear $(GPU)
	@echo "Installing what deploy/requirements/gpu.txt names into $(GPU), several GB; this takes some minutes, once."
	@$(GPU)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@touch $@

$(TURBO)/model.bin: | $(GPU)/ready
	@echo "Fetching Whisper's large-v3-turbo into $(TURBO), 1.6 GB, once. SPEECH_MODEL names another model."
	@$(GPU)/bin/python -c "import sys, faster_whisper; faster_whisper.download_model('large-v3-turbo', output_dir=sys.argv[1])" "$(TURBO)"

# The versions of what both environments hold are those of the site's locks.
lock-gpu: .venv/dev deploy/requirements/gpu.in deploy/requirements/gpu-overrides.txt ## compile the lock of that environment; after `make lock`
	@mkdir -p var/lock
	@awk '/^onnxruntime==/ {skip = 1; next} /^[^ ]/ {skip = 0} !skip' deploy/requirements/dev.txt deploy/requirements/production.txt > var/lock/shared-gpu.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock-gpu" pyproject.toml deploy/requirements/gpu.in --group production --overrides deploy/requirements/gpu-overrides.txt -c var/lock/shared-gpu.txt -o deploy/requirements/gpu.txt
