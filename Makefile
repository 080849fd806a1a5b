# make demo    assess the example and make its report
# make test    style, types and tests; needs only Python and Pango
# make check   tests that need a browser or an office suite, and those that take long
# make clean   remove what was made
# PYTHON=... names the Python to use; without it the newest that fits is taken.

PYTHONS = $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3
EXAMPLE = examples/muster-maschinenbau
PANGO = libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
PIP = .venv/bin/python -m pip --disable-pip-version-check install --quiet

FIND_PYTHON = for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo $$python; break; \
	  fi; \
	done
# Where it may (root, on Debian), make installs what is missing; elsewhere it says what to install.
MAY_INSTALL = [ "`id -u`" = 0 ] && command -v apt-get >/dev/null
INSTALL = DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends

# A copied checkout brings along an environment that points to the place it came from.
ifneq ($(shell cat .venv/made-in 2>/dev/null),$(CURDIR))
.PHONY: .venv/made-in
endif

.PHONY: demo test check clean
.DEFAULT_GOAL = demo

demo: .venv/installed
	@.venv/bin/salesex doctor >/dev/null 2>&1 || { $(MAY_INSTALL) && apt-get update -q && $(INSTALL) $(PANGO); } || true
	@.venv/bin/salesex assess $(EXAMPLE)
	@echo
	@echo "The report as one HTML file:"
	@.venv/bin/salesex report $(EXAMPLE) --format html
	@echo "The report as PDF:"
	@.venv/bin/salesex report $(EXAMPLE)

test: .venv/installed-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/python -m pytest -n 2 --dist worksteal -m "not desktop and not long"

# pytest says 5 where no test is marked.
check: .venv/installed-dev
	.venv/bin/python -m pytest -m desktop || [ $$? -eq 5 ]
	.venv/bin/python -m pytest -n 2 --dist worksteal -m long

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	rm -rf examples/*/results examples/*/reports examples/*/private examples/*/forms
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/made-in:
	@rm -rf .venv
	@python=`$(FIND_PYTHON)`; \
	if [ -z "$$python" ] && $(MAY_INSTALL); then \
	  apt-get update -q && $(INSTALL) python3 python3-venv && python=`$(FIND_PYTHON)`; \
	fi; \
	if [ -z "$$python" ]; then \
	  echo "salesex needs Python 3.11 or newer with venv. Install it:" >&2; \
	  echo "  Debian, Ubuntu: sudo apt-get install python3 python3-venv" >&2; \
	  echo "  Fedora:         sudo dnf install python3" >&2; \
	  echo "  macOS:          brew install python" >&2; \
	  echo "Or name one: make demo PYTHON=/path/to/python3" >&2; \
	  exit 3; \
	fi; \
	echo "Making .venv with $$python"; \
	$$python -m venv .venv
	@echo "$(CURDIR)" > $@

.venv/installed: pyproject.toml .venv/made-in
	@echo "Installing salesex into .venv"
	@$(PIP) --editable .
	@touch $@

.venv/installed-dev: .venv/installed
	@.venv/bin/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["dependency-groups"]["dev"], sep="\n")' > .venv/dev.txt
	@$(PIP) --requirement .venv/dev.txt
	@touch $@
