"""Planlots as a LlamaIndex retriever and query engine.

python docs/exempel/llamaindex.py http://127.0.0.1:8000 "vem kallar till mötena?"
"""

import sys

from api.llamaindex import PlanlotsQueryEngine, PlanlotsRetriever, open_desk

url, question = sys.argv[1:3]
desk = open_desk(url)

for hit in PlanlotsRetriever(desk, limit=3).retrieve(question):
    print(f"{hit.score:.2f}  {hit.metadata['title']}, s. {hit.metadata['page']}: {hit.text[:80]}")

answer = PlanlotsQueryEngine(desk).query(question)
print(f"\n{answer}\n")
for source in answer.source_nodes:
    print(f"[{source.metadata['number']}] ”{source.text}” {source.metadata['path']}")
