"""A Spark cluster on this machine: two executors with a core each, which lives as long as one run of the example."""

import ctypes
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyspark

HOUSE = Path(__file__).resolve().parents[2]
CANDOR = HOUSE / "target/release/candor"
SUBMIT = Path(sys.executable).parent / "spark-submit"
EXECUTOR = b"CoarseGrainedExecutorBackend"
PR_SET_CHILD_SUBREAPER = 36


class Run:
    """The example, run on a cluster: what it said, what its log of events holds, how many seconds it took."""

    def __init__(self, folder, forms, *more, candor=CANDOR, kill=False):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # what an executor leaves behind becomes a child of this process
        self.folder, self.results, self.killed = folder, folder / "results", None
        folder.mkdir()
        largest = max(file.stat().st_size for file in (forms.iterdir() if forms.is_dir() else [forms]))
        settings = {
            "spark.sql.files.maxPartitionBytes": min(16 << 20, largest // 24 + 1),  # enough parts for something to happen between
            "spark.eventLog.enabled": "true", "spark.eventLog.dir": folder.as_uri(),
            "spark.eventLog.rolling.enabled": "false", "spark.eventLog.compress": "false",
        }
        command = [SUBMIT, "--master", "local-cluster[2,1,1024]"]
        command += [part for name, value in settings.items() for part in ("--conf", f"{name}={value}")]
        command += [HOUSE / "examples/spark/screen.py", forms, self.results, "--candor", candor, "--as-of", "2026-11-20", *more]
        start, before = time.monotonic(), cpu_of_children()
        with open(folder / "driver.out", "wb") as out, open(folder / "driver.err", "wb") as err:
            python = {"PYSPARK_PYTHON": sys.executable, "PYSPARK_DRIVER_PYTHON": sys.executable}
            process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=os.environ | python)
            try:
                if kill:
                    self.killed = kill_executor(process, self.results)
                self.status = process.wait()
                self.seconds = time.monotonic() - start
                wait_for_children()
            finally:
                process.kill()
        self.cpu = cpu_of_children() - before
        self.said = (folder / "driver.out").read_text()
        log = next(folder.glob("app-*"), None)
        if log is None:
            sys.exit(f"Spark did not start (status {self.status}):\n{(folder / 'driver.err').read_text()[-3000:]}")
        self.events = [json.loads(line) for line in log.read_text().splitlines()]
        self.executors = Path(pyspark.__file__).parent / "work" / log.name.split(".")[0]

    def lost(self):
        """How many tasks were lost with their executor, and how many parts were then done by a later attempt."""
        ends = [event for event in self.events if event["Event"] == "SparkListenerTaskEnd"]
        part = lambda event: (event["Stage ID"], event["Task Info"]["Index"])
        lost = {part(event) for event in ends if event["Task End Reason"]["Reason"] == "ExecutorLostFailure"}
        again = {part(event) for event in ends if event["Task End Reason"]["Reason"] == "Success" and event["Task Info"]["Attempt"] > 0}
        removed = sum(event["Event"] == "SparkListenerExecutorRemoved" for event in self.events)
        return removed, len(lost), len(lost & again)

    def failed_tasks(self):
        reasons = [event["Task End Reason"]["Reason"] for event in self.events if event["Event"] == "SparkListenerTaskEnd"]
        return sum(reason != "Success" for reason in reasons)

    def logs(self):
        """Everything that was written down beside the results."""
        of_executors = [file for file in self.executors.rglob("*") if file.name in ("stdout", "stderr")]
        return of_executors, [*self.folder.glob("driver.*"), *self.folder.glob("app-*")]

    def forget(self):
        shutil.rmtree(self.executors)


def wait_for_children():
    """Waits a minute for all that executors have left behind, so that its cpu is counted."""
    until = time.monotonic() + 60
    try:
        while time.monotonic() < until:
            os.waitpid(-1, os.WNOHANG)
            time.sleep(0.02)
    except ChildProcessError:
        return  # none is left
    raise TimeoutError("processes of the cluster are still running")


def cpu_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)  # of those that were waited for, and theirs
    return used.ru_utime + used.ru_stime


def kill_executor(process, results):
    """Kills one executor of this run as soon as a part of the results is done, and says which process it was."""
    while process.poll() is None:
        done = len(list(results.glob("_temporary/*/task_*")))
        executors = [pid for pid in descendants(process.pid) if EXECUTOR in command_of(pid)]
        if done and executors:
            os.kill(executors[0], signal.SIGKILL)
            return executors[0], done
        time.sleep(0.02)
    return None


def descendants(pid):
    """The processes that this one started, and those that they did."""
    parents = {}
    for entry in Path("/proc").iterdir():
        try:
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            pass  # no process, or one that has ended
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found[1:]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
