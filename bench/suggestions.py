"""How many suggested topics and tags are those that the writers chose: half of the demo suggests for the other half."""

import json

from bench.figures import Figure, report
from bench.home import new_home


def measure() -> list[Figure]:
    with new_home() as home:
        home.panya("demo")
        said = json.loads(home.python("bench.suggestions_inside"))
    topics = said["right topics"] / max(said["topics"], 1)
    tags = said["right tags"] / max(said["tags"], 1)
    return [
        report("suggestions: records held out", said["records"], "records"),
        report("suggestions: the topic is the writer's (precision)", topics, ""),
        report("suggestions: records for which a topic is suggested", said["topics"], "records"),
        report("suggestions: tags are the writer's (precision)", tags, ""),
        report("suggestions: tags suggested a record", said["tags"] / max(said["records"], 1), "tags"),
    ]
