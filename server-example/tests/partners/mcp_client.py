"""A client of an office over HTTP, by the official SDK: does what it is told and prints what came of it as JSON.

Usage: mcp_client.py URL TOKEN MODE, and calls as JSON on the standard input: [["tool", {…}], …].
"""

import asyncio
import json
import sys

from mcp.client.client import Client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client


async def main() -> None:
    url, token, mode = sys.argv[1:4]
    http = create_mcp_http_client(headers={"Authorization": f"Bearer {token}"})
    async with Client(streamable_http_client(url, http_client=http), mode=mode) as client:
        told = {"version": client.protocol_version, "server": client.server_info.name}
        told["tools"] = [tool.name for tool in (await client.list_tools()).tools]
        told["resources"] = [resource.uri for resource in (await client.list_resources()).resources]
        told["calls"] = []
        for name, arguments in json.load(sys.stdin):
            result = await client.call_tool(name, arguments)
            text = "".join(part.text for part in result.content if part.type == "text")
            told["calls"].append({"failed": bool(result.is_error), "text": text})
        print(json.dumps(told))


asyncio.run(main())
