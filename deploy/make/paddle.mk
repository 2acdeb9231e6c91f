# PaddleOCR pins an OpenCV of its own, so it has an environment of its own: $(PADDLE), from deploy/requirements/paddle.txt.

PADDLE := var/env/paddle
.PHONY: test-paddle worker-paddle lock-paddle

test-paddle: $(PADDLE)/ready ## the slide reader on PaddleOCR, in an environment of its own
	@$(PADDLE)/bin/python -m pytest -m paddle tests/inference/slides tests/workers/paddle

worker-paddle: $(PADDLE)/ready ## a worker for read_slides alone, on PaddleOCR
	@OCR=paddle $(PADDLE)/bin/python manage.py worker --queues read_slides

$(PADDLE)/ready: deploy/requirements/paddle.txt
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv --clear $(PADDLE)
	@echo "Installing what deploy/requirements/paddle.txt names into $(PADDLE); this takes some minutes, once."
	@$(PADDLE)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@.ci/opencv-libraries $(PADDLE)/bin/python
	@touch $@

# The versions of what both environments hold are those of the site's locks, but for the two that PaddleX pins.
lock: lock-paddle
lock-paddle: .venv/dev
	@mkdir -p var/lock
	@awk '/^(numpy|pyyaml)==/ {skip = 1; next} /^[^ ]/ {skip = 0} !skip' deploy/requirements/dev.txt > var/lock/shared.txt
	cd deploy/paddle && ../../$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock" pyproject.toml -c ../../var/lock/shared.txt -o ../requirements/paddle.txt
