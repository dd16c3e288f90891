"""What is shipped: the wheel runs without root, git, make or network; the lock is whole; no weights are pickles."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("corpus", "ingest", "assistant", "api", "eval")
NOBODY = 65534
PICKLED = re.compile(rb"\x80[\x01-\x06]|PK\x03\x04")  # a pickle, or the zip that torch.save makes
DEBIANS = Path("/usr/bin/python3")  # one that others than root can run
CAN_UNSHARE = (
    shutil.which("unshare") is not None and subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode == 0
)
ALONE = """
import socket, sys, sysconfig
try:
    socket.create_connection(("192.0.2.1", 80), 2)
    sys.exit("there is a network")
except OSError:
    pass
from api.cli import main
import api
assert "site-packages" in api.__file__, api.__file__
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """A virtual environment with our wheel; the libraries are those of the tests."""
    folder = tmp_path_factory.mktemp("installed")
    folder.chmod(0o755)
    source = folder / "source"
    shutil.copytree(
        ROOT, source, ignore=shutil.ignore_patterns(".*", "tests", "data", "dist", "docs", "build", "*.egg-info", "__pycache__")
    )
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", str(folder), str(source)]
    subprocess.run(build, check=True, capture_output=True)
    venv.create(folder / "venv", symlinks=True)
    site = next((folder / "venv/lib").glob("python*/site-packages"))
    (wheel,) = folder.glob("planlots-*.whl")
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(site)], check=True)
    libraries = next(path for path in sys.path if path.endswith("site-packages"))
    (site / "libraries.pth").write_text(libraries, encoding="utf-8")
    return folder


def run_alone(folder, *words, user=None):
    """Run the installed program where there is no network, outside the checkout."""
    command = ["unshare", "-rn", str(folder / "venv/bin/python"), "-c", ALONE, *words]
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "LANG": "C.UTF-8"}
    return subprocess.run(command, cwd="/", env=bare, capture_output=True, text=True, check=False, user=user)


@pytest.mark.skipif(not CAN_UNSHARE, reason="network namespaces are not allowed here")
def test_the_wheel_reads_and_answers_without_network(installed):
    plan = installed / "plan.md"
    plan.write_text("# Plan för Norråker\n\n## Möten\n\nRektor kallar till mötena varje månad.\n", encoding="utf-8")
    data = str(installed / "data")
    read = run_alone(installed, "ingest", str(plan), "--data", data)
    assert read.returncode == 0, read.stderr
    asked = run_alone(installed, "ask", "vem kallar till mötena?", "--data", data, "--json")
    assert asked.returncode == 0, asked.stderr
    assert "Rektor kallar till mötena" in json.loads(asked.stdout)["answer"]


@pytest.mark.skipif(os.geteuid() != 0 or not DEBIANS.exists(), reason="only root can become somebody else")
def test_it_runs_as_nobody_who_may_write_in_the_data_folder_alone(installed):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        folder.chmod(0o755)
        plan, data = folder / "plan.md", folder / "data"
        plan.write_text("# Plan\n\nRektor kallar.\n", encoding="utf-8")
        data.mkdir()
        os.chown(data, NOBODY, NOBODY)
        site = folder / "site"
        shutil.copytree(next((installed / "venv/lib").glob("python*/site-packages")), site)
        libraries = next(path for path in sys.path if path.endswith("site-packages"))
        bare = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8", "PYTHONPATH": f"{site}:{libraries}"}

        def run(*words):
            command = [str(DEBIANS), "-c", *words]
            return subprocess.run(
                command, user=NOBODY, group=NOBODY, extra_groups=[], cwd="/", env=bare, capture_output=True, text=True, check=False
            )

        if run("import sys, numpy; sys.exit(sys.version_info < (3, 11))").returncode:
            pytest.skip("nobody can read the libraries here, or Debian's Python is another one")
        done = run("from api.cli import main; import sys; sys.exit(main(sys.argv[1:]))", "ingest", str(plan), "--data", str(data))
        assert done.returncode == 0, done.stderr
        assert not [path for path in site.rglob("*") if path.stat().st_uid == NOBODY]


def test_every_locked_library_has_hashes_and_no_address():
    for name in ("requirements.lock", "requirements-test.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text and "--index" not in text
        blocks = re.split(r"\n(?=\S)", text.strip())
        assert all("==" in block and "--hash=sha256:" in block for block in blocks), name


def test_the_bill_of_materials_names_every_locked_library():
    made = subprocess.run([sys.executable, "deploy/sbom.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    bill = json.loads(made.stdout)
    locked = set(re.findall(r"^([a-z0-9_.-]+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert locked <= {part["name"].lower() for part in bill["components"]}
    assert "index" not in made.stdout.lower() or "http://" not in made.stdout


# messages between a service and the child it started itself, over a pipe that only they hold, as multiprocessing sends its own
OWN_PIPES = {ROOT / "corpus/child.py", ROOT / "corpus/index.py"}


def test_no_weights_are_pickles_and_none_are_read_as_such():
    for path in (ROOT / "corpus/models").rglob("*"):
        if path.is_file():
            assert not PICKLED.match(path.read_bytes()[:4]), path
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
            allows = [node for node in ast.walk(tree) if isinstance(node, ast.keyword) and node.arg == "allow_pickle"]
            assert path in OWN_PIPES or not names & {"pickle", "joblib", "dill", "shelve"}, path
            assert all(isinstance(one.value, ast.Constant) and one.value.value is False for one in allows), path


def test_the_container_runs_without_root_and_read_only():
    compose = (ROOT / "deploy/compose.yaml").read_text(encoding="utf-8")
    container = (ROOT / "deploy/Containerfile").read_text(encoding="utf-8")
    for line in ("read_only: true", "cap_drop: [ALL]", "no-new-privileges:true", 'user: "10001:10001"', "127.0.0.1:8000:8000"):
        assert line in compose
    assert container.rindex("USER 10001") > container.rindex("RUN ")
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", container, re.MULTILINE)
    assert all((ROOT / name).exists() for line in copied for name in line.split())


def test_scripts_are_sound_shell():
    for script in (ROOT / "deploy").glob("*.sh"):
        subprocess.run(["bash", "-n", str(script)], check=True)
