"""Asks a server by LangChain's retriever for the ChatGPT Retrieval Plugin, in both packages that have it.

Arguments: the address of the server. The token is in BEARER_TOKEN. Prints the versions and a line for each step; the last is "all steps done".
"""

import asyncio
import json
import os
import sys
import urllib.request
from importlib.metadata import version

from langchain_classic.retrievers import ChatGPTPluginRetriever as OfClassic
from langchain_community.retrievers import ChatGPTPluginRetriever as OfCommunity

server = sys.argv[1]
token = os.environ["BEARER_TOKEN"]
print(*(f"{name} {version(name)}" for name in ("langchain-classic", "langchain-community", "langchain-core")), sep=", ")


def step(name, met, seen):
    if not met:
        sys.exit(f"{name}: got {seen}")
    print(name)


request = urllib.request.Request(
    f"{server}/upsert",
    data=json.dumps(
        {
            "documents": [
                {"id": "heron", "text": "Herons wait by the water.", "metadata": {"source_id": "notes", "author": "Ada"}},
                {"id": "copper", "text": "Copper turns green in the rain.", "metadata": {"author": "Tom"}},
            ]
        }
    ).encode(),
    headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
)
urllib.request.urlopen(request).close()

for package, retriever in (("community", OfCommunity), ("classic", OfClassic)):
    found = retriever(url=server, bearer_token=token).invoke("Who waits by the water? Herons")
    step(f"{package}: the best comes first", found[0].page_content.startswith("Herons"), found)
    metadata = found[0].metadata
    step(f"{package}: metadata comes along", metadata["document_id"] == "heron" and metadata["source"] == "notes", metadata)
    found = retriever(url=server, bearer_token=token, top_k=1, filter={"author": "Tom"}).invoke("Herons")
    step(f"{package}: a filter holds", [each.metadata["document_id"] for each in found] == ["copper"], found)
    found = asyncio.run(retriever(url=server, bearer_token=token, top_k=1).ainvoke("Herons"))
    step(f"{package}: asks without waiting", [each.metadata["document_id"] for each in found] == ["heron"], found)

print("all steps done")
