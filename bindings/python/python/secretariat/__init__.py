"""A secretary for any application: it reads office documents, says what they hold and where it says so, and
drafts checked replies. Offline, without an API key.

    import asyncio
    from secretariat import Office, Source

    async def main():
        async with Office.open("./office") as office:
            contract = await office.documents.add(Source.file("contract.pdf"))
            for deadline in contract.brief.deadlines:
                print(deadline.due, deadline.title, f"({deadline.evidence.place})")

    asyncio.run(main())

The same without `await` is in `secretariat.blocking`.
"""

from . import _api, errors, types
from ._api import *  # noqa: F403
from ._native import __version__ as __version__
from ._runtime import AsyncJob as Job
from .errors import *  # noqa: F403
from .types import *  # noqa: F403

__all__ = ["Job"]
__all__ += _api.__all__
__all__ += errors.__all__
__all__ += types.__all__
