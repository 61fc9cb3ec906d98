"""Exports a trained network to ONNX and writes inputs with their answers, against which ONNX Runtime is checked."""

import argparse
import json

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from network import PageClassifier

INPUTS = ["picture", "text", "facts"]
OUTPUTS = ["type", "look", "side", "rotation", "flags", "embedding"]
CHECKED = 3


def halve(path, name):
    """The table of text, nearly half of the file, is kept in 16 bits; its values were rounded to them, so no answer changes."""
    model = onnx.load(path)
    table = next(entry for entry in model.graph.initializer if entry.name == name)
    half = numpy_helper.from_array(numpy_helper.to_array(table).astype(np.float16), f"{name}.half")
    model.graph.initializer.remove(table)
    model.graph.initializer.append(half)
    model.graph.node.insert(0, helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT))
    onnx.save(model, path)


def network_for(meta):
    """The untrained network with an output for every label of a packed set."""
    labels = meta["labels"]
    return PageClassifier(len(labels["types"]), len(labels["sides"]), len(labels["flags"]), meta["textBuckets"])


def export(network, meta, folder):
    """Writes page-classifier.onnx, page-classifier.labels.json (what its outputs stand for) and check.json + check.*.bin into `folder`."""
    with open(f"{folder}/page-classifier.labels.json", "w") as file:
        json.dump(meta["labels"], file, indent=2)
        file.write("\n")
    with torch.no_grad():
        network.text.weight.copy_(network.text.weight.half().float())
    torch.manual_seed(3)
    picture = torch.randint(0, 256, (CHECKED, meta["pictureHeightPx"], meta["pictureWidthPx"], 3), dtype=torch.uint8)
    text = (torch.rand(CHECKED, meta["textBuckets"]) < 0.02).float() / 15
    facts = torch.tensor([[1, 1, 0.6, 0.35], [1, 0, 0, 0.46], [0, 1, 0.8, 0]])
    torch.onnx.export(
        network,
        (picture, text, facts),
        f"{folder}/page-classifier.onnx",
        opset_version=13,
        input_names=INPUTS,
        output_names=OUTPUTS,
        dynamic_axes={name: {0: "pages"} for name in INPUTS + OUTPUTS},
    )
    halve(f"{folder}/page-classifier.onnx", "text.weight")
    with torch.no_grad():
        answers = network(picture, text, facts)
    arrays = {**dict(zip(INPUTS, (picture, text, facts))), **dict(zip(OUTPUTS, answers))}
    for name, values in arrays.items():
        values.numpy().tofile(f"{folder}/check.{name}.bin")
    shapes = {name: {"dims": list(values.shape), "type": str(values.numpy().dtype)} for name, values in arrays.items()}
    json.dump({"values": shapes}, open(f"{folder}/check.json", "w"))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--pack", required=True, help="prefix of a packed set, for the shapes")
    parser.add_argument("--out", required=True)
    given = parser.parse_args()
    meta = json.load(open(f"{given.pack}.json"))
    network = network_for(meta)
    network.load_state_dict(torch.load(given.checkpoint)["network"])
    export(network.eval(), meta, given.out)
