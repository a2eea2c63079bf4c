"""How does a LibreOffice of our own start and stop?

It runs without a window, with a fresh profile in a temporary folder, and
listens on a pipe that nobody else knows: the user's own LibreOffice is never
touched.
"""

import shutil
import subprocess
import tempfile
import time
import uuid
from functools import cached_property
from pathlib import Path
from typing import Any

from cuifei.domain.problems import CuifeiError, say
from cuifei.letters import office
from libreoffice import bridge
from libreoffice.inside import Inside

START_SECONDS, STOP_SECONDS = 60.0, 10.0
_PAUSE = 0.05


class Office:
    """A running LibreOffice. `desktop` is its UNO desktop, `context` its component context."""

    def __init__(self, program: str = "soffice") -> None:
        found = shutil.which(program)
        if found is None:
            raise CuifeiError(
                say("LibreOffice was not found"), say("Install LibreOffice Calc, and try again")
            )
        self.program = Path(found)
        self.profile = Path(tempfile.mkdtemp(prefix="cuifei-calc-"))
        pipe = f"cuifei{uuid.uuid4().hex}"
        self.process = subprocess.Popen(
            [
                found,
                "--headless",
                "--invisible",
                "--norestore",
                "--nologo",
                "--nodefault",
                office.new_profile(self.profile),
                f"--accept=pipe,name={pipe};urp;",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self.context = self._connect(pipe)
            self.desktop = self.context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", self.context
            )
        except BaseException:
            self.stop()
            raise

    def _connect(self, pipe: str) -> Any:
        local = bridge.uno().getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            except Exception as error:
                if not bridge.is_failure(error):
                    raise
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise CuifeiError(
                        say("LibreOffice did not start"),
                        say("Start it once by hand to see why, then try again"),
                    ) from error
                time.sleep(_PAUSE)

    @cached_property
    def inside(self) -> Inside:
        """What is asked inside it."""
        return Inside(self.context)

    def stop(self) -> None:
        """End the process, by force if it does not go, and remove its profile."""
        desktop = self.__dict__.pop("desktop", None)
        try:
            if desktop is not None:
                desktop.terminate()
        except Exception as error:  # the pipe closes while it answers
            if not bridge.is_failure(error):
                raise
        if desktop is None:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_SECONDS)
        shutil.rmtree(self.profile, ignore_errors=True)
