"""The official MCP SDK as a client of `secretariat mcp serve`: python3 mcp_client.py COMMAND ARGUMENTS…

Prints what it found as one JSON object.
"""

import asyncio
import json
import sys

from mcp import ClientSession, MCPError, StdioServerParameters, stdio_client


async def main() -> None:
    server = StdioServerParameters(command=sys.argv[1], args=sys.argv[2:])
    found = {}
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        started = await session.initialize()
        found["server"] = started.server_info.name
        tools = (await session.list_tools()).tools
        found["tools"] = sorted(tool.name for tool in tools)
        found["read_only"] = sorted(tool.name for tool in tools if tool.annotations.read_only_hint)

        async def call(name, **arguments):
            result = await session.call_tool(name, arguments)
            return {"error": bool(result.is_error), "content": json.loads(result.content[0].text)}

        found["list"] = await call("list_documents")
        found["ask"] = await call("ask_documents", question="When does the lease end?")
        found["bad"] = await call("read_document", nothing=1)
        found["draft"] = await call("draft", kind="new_mail", subject="Chairs", say="Twelve chairs, please.")
        resources = (await session.list_resources()).resources
        found["resources"] = [resource.name for resource in resources]
        found["text"] = (await session.read_resource(resources[0].uri)).contents[0].text
        try:
            await session.read_resource("secretariat://documents/doc_missing")
        except MCPError as error:
            found["missing"] = error.error.code
        try:
            await session.call_tool("send_draft", {})
        except MCPError as error:
            found["send"] = error.error.code
        run = await call("start_playbook", playbook="triage_inbox", input={})
        found["started"] = run
        if not run["error"]:
            for _ in range(600):
                status = await call("run_status", run=run["content"]["run"])
                if status["content"]["status"] not in ("running", "waiting"):
                    break
                await asyncio.sleep(0.05)
            found["run"] = status["content"]["status"]
    print(json.dumps(found))


asyncio.run(main())
