"""The script that lets a shell complete what is typed."""

import json
import shutil
import subprocess

import pytest

from api.cli import COMMANDS, main


@pytest.mark.skipif(not shutil.which("bash"), reason="bash saknas")
def test_bash_completes_commands_and_their_options(capsys, tmp_path):
    main(["completion", "bash"])
    script = tmp_path / "planlots.bash"
    script.write_text(capsys.readouterr().out, encoding="utf-8")
    complete = f"source {script}; COMP_WORDS=(planlots '%s'); COMP_CWORD=%d; _shtab_planlots; printf '%%s\\n' \"${{COMPREPLY[@]}}\""
    found = subprocess.run(["bash", "-c", complete % ("", 1)], capture_output=True, text=True, check=True).stdout.split()
    assert set(COMMANDS) <= set(found)
    asked = complete.replace("'%s'", "ask '--do'") % 2
    assert subprocess.run(["bash", "-c", asked], capture_output=True, text=True, check=True).stdout.split() == ["--document"]


def test_the_script_as_json(capsys):
    assert main(["completion", "zsh", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["script"].startswith("#compdef planlots")
