# PaddleOCR pins an OpenCV of its own, so it has an environment of its own: $(PADDLE), from deploy/requirements/paddle.txt.

PADDLE := var/env/paddle
.PHONY: test-paddle worker-paddle lock-paddle

test-paddle: $(PADDLE)/ready ## the slide reader on PaddleOCR, in an environment of its own
	@$(PADDLE)/bin/python -m pytest -m paddle tests/inference/slides tests/workers/paddle

worker-paddle: $(PADDLE)/ready ## a worker for read_slides alone, on PaddleOCR (REDIS_URL names the broker)
	@exec env OCR=paddle $(PADDLE)/bin/python -m celery -A quizgen worker --queues read_slides --hostname paddle@%h \
		--concurrency 1 --without-gossip --without-mingle --loglevel INFO

$(PADDLE)/ready: deploy/requirements/paddle.txt
	@python=$$(.ci/choose-python "$(PYTHON)") && "$$python" -m venv --clear $(PADDLE)
	@echo "Installing what deploy/requirements/paddle.txt names into $(PADDLE); this takes some minutes, once."
	@$(PADDLE)/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $<
	@.ci/opencv-libraries $(PADDLE)/bin/python
	@touch $@

# The versions of what both environments hold are those of the site's locks, but for the two that PaddleX pins.
lock-paddle: .venv/dev deploy/requirements/paddle-overrides.txt ## compile the lock of that environment; after `make lock`
	@mkdir -p var/lock
	@awk '/^(numpy|pyyaml)==/ {skip = 1; next} /^[^ ]/ {skip = 0} !skip' deploy/requirements/dev.txt deploy/requirements/production.txt > var/lock/shared.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --only-binary :all: --custom-compile-command "make lock-paddle" pyproject.toml --group paddle --overrides deploy/requirements/paddle-overrides.txt -c var/lock/shared.txt -o deploy/requirements/paddle.txt
