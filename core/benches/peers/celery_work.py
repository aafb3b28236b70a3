"""Runs tasks that do nothing through one Celery worker and prints how many a second."""

import json
import os
import subprocess
import sys
import tempfile
import time

from celery import Celery

BROKER = os.environ.get("BENCH_BROKER", "")

app = Celery("celery_work", broker=BROKER)
app.conf.update(
    task_acks_late=True,
    worker_prefetch_multiplier=256,
    task_ignore_result=True,
    task_serializer="json",
    broker_connection_retry_on_startup=True,
    task_default_queue=f"bench_{os.environ.get('BENCH_QUEUE', '0')}",
)


@app.task
def nothing(number: int) -> None:
    pass


@app.task
def now(path: str) -> None:
    with open(path, "w") as file:
        file.write(str(time.time()))


def main(broker: str, count: int) -> None:
    os.environ["BENCH_BROKER"] = broker
    os.environ["BENCH_QUEUE"] = str(os.getpid())
    app.conf.broker_url = broker
    app.conf.task_default_queue = f"bench_{os.getpid()}"
    with tempfile.TemporaryDirectory() as folder:
        # The start of the worker is not its speed: the first and the last task say when they ran.
        first, path = os.path.join(folder, "first"), os.path.join(folder, "last")
        now.delay(first)
        for number in range(count):
            nothing.delay(number)
        now.delay(path)
        start = time.time()
        worker = subprocess.Popen(
            [sys.executable, "-m", "celery", "--quiet", "-A", "celery_work", "worker"]
            + ["--concurrency", "1", "--loglevel", "ERROR", "--without-gossip"]
            + ["--without-mingle", "--without-heartbeat"],
            cwd=os.path.dirname(os.path.abspath(__file__)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not os.path.exists(path) or not os.path.getsize(path):
            if worker.poll() is not None or time.time() - start > 300:
                raise SystemExit("the worker did not finish")
            time.sleep(0.01)
        with open(first) as began, open(path) as ended:
            seconds = float(ended.read()) - float(began.read())
        worker.terminate()
        worker.wait()
    print(json.dumps({"tasks_per_second": count / seconds}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
