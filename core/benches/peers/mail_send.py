"""Renders letters from a template and hands them to an SMTP server, as Python services do; prints how many a second.

Nothing is stored, approved or found again: a process that dies loses what it had not sent.
"""

import asyncio
import email.utils
import json
import sys
import time
from email.message import EmailMessage

import aiosmtplib
import jinja2

CONNECTIONS = 16

TEXT = jinja2.Template(
    "Dear Ben,\n\nyour order {{ number }} of twelve chairs is ready. The price is EUR {{ price }}, due on {{ due }}.\n\n"
    "Kind regards\nAnn Lee\n",
    undefined=jinja2.StrictUndefined,
)


def letter(number: int) -> EmailMessage:
    mail = EmailMessage()
    mail["From"] = "Ann Lee <ann@ours.example>"
    mail["To"] = f"ben{number}@them.example"
    mail["Subject"] = f"Order {number}"
    mail["Date"] = email.utils.formatdate()
    mail["Message-ID"] = email.utils.make_msgid(domain="ours.example")
    text = TEXT.render(number=number, price=f"{number}.50", due="4 December 2026")
    mail.set_content(text)
    mail.add_alternative("<p>" + text.replace("\n\n", "</p><p>") + "</p>", subtype="html")
    return mail


async def send(port: int, numbers: "asyncio.Queue[int]") -> None:
    client = aiosmtplib.SMTP(hostname="127.0.0.1", port=port, start_tls=False)
    await client.connect()
    while not numbers.empty():
        await client.send_message(letter(numbers.get_nowait()))
    await client.quit()


async def main(port: int, count: int) -> None:
    numbers: asyncio.Queue[int] = asyncio.Queue()
    for number in range(count):
        numbers.put_nowait(number)
    start = time.perf_counter()
    await asyncio.gather(*(send(port, numbers) for _ in range(CONNECTIONS)))
    print(json.dumps({"messages_per_second": count / (time.perf_counter() - start)}))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
