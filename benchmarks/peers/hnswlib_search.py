"""Searches the vectors that DiskStoreBench --write left, with hnswlib: recall and time of the top 10, for each size of the candidate list.

    benchmarks/run DiskStoreBench --write FOLDER
    python3 -m venv venv && venv/bin/pip install hnswlib numpy
    venv/bin/python benchmarks/peers/hnswlib_search.py FOLDER

The graph gets the numbers that LuceneStore gives its own: 16 neighbours, 100 candidates while it is built.
"""

import os
import statistics
import sys
import time

import hnswlib
import numpy

TOP = 10
DIMENSIONS = 384
ROUNDS = 10


def rows(folder, name):
    return numpy.fromfile(os.path.join(folder, name), dtype="<f4").reshape(-1, DIMENSIONS)


def main(folder, candidates):
    vectors = rows(folder, "vectors.f32")
    questions = rows(folder, "questions.f32")
    best = [set(numpy.argpartition(-(vectors @ question), TOP)[:TOP]) for question in questions]

    start = time.perf_counter()
    index = hnswlib.Index(space="ip", dim=DIMENSIONS)
    index.init_index(max_elements=len(vectors), M=16, ef_construction=100, random_seed=1)
    index.set_num_threads(os.cpu_count())
    index.add_items(vectors)
    print(f"hnswlib, {len(vectors):,} vectors, built in {time.perf_counter() - start:.1f} s")
    index.set_num_threads(1)

    for size in candidates:
        index.set_ef(size)
        times = []
        found = 0
        for _ in range(ROUNDS):
            for question, wanted in zip(questions, best):
                start = time.perf_counter()
                labels, _ = index.knn_query(question, k=TOP)
                times.append((time.perf_counter() - start) * 1000)
                found += len(wanted & set(labels[0].tolist()))
        times.sort()
        recall = found / (ROUNDS * TOP * len(questions))
        print(f"{size:5d} candidates: recall {recall:.4f}, p50 {statistics.median(times):.3f} ms, p99 {times[len(times) * 99 // 100]:.3f} ms")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1], [int(size) for size in sys.argv[2:]] or [10, 20, 30, 60, 100])
