"""Does over a server what LlamaIndex documents for the ChatGPT Retrieval Plugin, with LlamaIndex's own clients.

Arguments: the address of the server. The token is in BEARER_TOKEN. Prints the versions and a line for each step; the last is "all steps done".
The package of the vector store stopped at an older core than that of the reader: where it is missing, its steps are left out.
"""

import json
import os
import sys
import urllib.request
from importlib.metadata import distributions

from llama_index.core import Document, MockEmbedding, StorageContext, SummaryIndex, VectorStoreIndex
from llama_index.core.llms import MockLLM
from llama_index.core.vector_stores.types import VectorStoreQuery
from llama_index.readers.chatgpt_plugin import ChatGPTRetrievalPluginReader

try:
    from llama_index.vector_stores.chatgpt_plugin import ChatGPTRetrievalPluginClient
except ImportError:
    ChatGPTRetrievalPluginClient = None

server = sys.argv[1]
print(*sorted(f"{each.name} {each.version}" for each in distributions() if each.name.startswith("llama-index")), sep=", ")


def step(name, met, seen):
    if not met:
        sys.exit(f"{name}: got {seen}")
    print(name)


def upsert(records):
    request = urllib.request.Request(
        f"{server}/upsert",
        data=json.dumps({"documents": records}).encode(),
        headers={"Authorization": f"Bearer {os.environ['BEARER_TOKEN']}", "Content-Type": "application/json"},
    )
    return json.load(urllib.request.urlopen(request))["ids"]


# 1. Documents of a loader become the JSON of /upsert.
loaded = [
    Document(text="The author learned to sail as a child, on a lake.", id_="essay-1"),
    Document(text="Later the author repaired clocks for a living.", id_="essay-2"),
]
records = [{"text": each.text, "id": each.id_} for each in loaded]
ids = upsert(records)
step("loaded documents go to /upsert", ids == ["essay-1", "essay-2"], ids)

# 2. The reader makes documents of what a query finds; an index over them answers.
reader = ChatGPTRetrievalPluginReader(endpoint_url=server)
found = reader.load_data("What did the author do as a child?")
step("the reader finds documents", len(found) == 2 and "sail" in found[0].text, found)
answer = (
    SummaryIndex.from_documents(found)
    .as_query_engine(llm=MockLLM(), response_mode="compact")
    .query("Summarize what was found")
)
step("an index over them answers from both", len(answer.source_nodes) == 2 and "sail" in str(answer), answer)
joined = reader.load_data("What did the author do?", separate_documents=False)
step("the reader joins documents", len(joined) == 1 and "clocks" in joined[0].text, joined)

# 3. The vector index has the server for its store.
if ChatGPTRetrievalPluginClient:
    store = ChatGPTRetrievalPluginClient(endpoint_url=server)
    index = VectorStoreIndex.from_documents(
        [
            Document(text="Herons wait by the water.", id_="bird", metadata={"source": "email", "author": "Ada"}),
            Document(text="Copper turns green in the rain.", id_="metal", metadata={"url": "http://example.com/copper"}),
        ],
        storage_context=StorageContext.from_defaults(vector_store=store),
        embed_model=MockEmbedding(embed_dim=8),
    )
    answer = index.as_query_engine(llm=MockLLM(), similarity_top_k=3).query("Who waits by the water? Herons")
    best = answer.source_nodes[0]
    step("the index answers, the best first", "Herons" in best.text and best.score > 0, answer.source_nodes)
    step("the node knows its document", best.node.ref_doc_id == "bird", best.node.ref_doc_id)
    index.delete_ref_doc("bird")
    left = store.query(VectorStoreQuery(query_str="Herons wait by the water.", similarity_top_k=10)).nodes
    step("a document is deleted through the index", all("Herons" not in each.text for each in left), left)
    step("the others stay", any("Copper" in each.text for each in left), left)

print("all steps done")
