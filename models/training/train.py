"""Command: trains the page classifier on packed sets and exports it; README.md holds the recipe."""

import argparse
import json
import math
import os
import tempfile
import time

import numpy as np
import torch
from torch import distributed, nn
from torch.nn import functional as F

from export import export, network_for
from network import EMBEDDING
from packed_set import PackedSet, augment

LAYOUT_SCALE = 16


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", nargs="+", required=True, help="prefixes of pack-set.ts")
    parser.add_argument("--validation", nargs="+", required=True)
    parser.add_argument("--out", required=True, help="folder for checkpoint, ONNX file and check values")
    parser.add_argument("--passes", type=int, default=6)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes with one thread each that share every batch")
    parser.add_argument("--minutes", type=float, default=1e9, help="the rate falls to zero over the passes or this time, whichever is shorter")
    parser.add_argument("--text-batches", type=int, default=3, help="batches of text alone per batch with pictures")
    parser.add_argument("--start", help="checkpoint to go on from; what has another shape there starts anew")
    return parser.parse_args()


class LayoutHead(nn.Module):
    """Cosine softmax over single layouts: teaches the embedding to tell apart more than the document types."""

    def __init__(self, layouts):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(layouts, EMBEDDING))

    def forward(self, embedding):
        return LAYOUT_SCALE * embedding @ F.normalize(self.weight, dim=1).T


def draw_senses(count):
    """Which sense each sample goes without."""
    chance = torch.rand(count)
    has_picture = (chance >= 0.15).float()
    has_text = ((chance < 0.15) | (chance >= 0.4)).float()
    return has_picture, has_text


def text_losses(network, layout_head, data, count):
    """A batch without pictures costs next to nothing: the text gets many of them."""
    indices = np.random.randint(0, len(data), count)
    readings = torch.randint(0, data.amounts.shape[1], (count,))
    text = data.texts(indices, readings, lost=0.6)
    facts = data.facts(indices, readings, torch.zeros(count), torch.ones(count))
    joint, _, _, read = network.features(None, text, facts)
    types = data.type[indices]
    return {
        "type": F.cross_entropy(network.type_head(joint), types, label_smoothing=0.05),
        "text": 0.3 * F.cross_entropy(network.text_alone(read), types, label_smoothing=0.05),
        "side": 0.3 * F.cross_entropy(network.side_head(joint), data.side[indices]),
        "layout": 0.3 * F.cross_entropy(layout_head(F.normalize(network.embed_head(joint), dim=1)), data.layout[indices]),
    }


def losses(network, layout_head, data, indices):
    readings = torch.randint(0, data.amounts.shape[1], (len(indices),))
    has_picture, has_text = draw_senses(len(indices))
    pictures, rotation = augment(data.pictures(indices), data.rotation[indices])
    text = data.texts(indices, readings, lost=0.5)
    facts = data.facts(indices, readings, has_picture, has_text)
    joint, seen, places, read = network.features(pictures, text, facts)
    types = data.type[indices]
    turned = rotation >= 0
    flags = network.flag_head(torch.cat([seen, joint], 1))
    layout = layout_head(F.normalize(network.embed_head(joint), dim=1))
    return {
        "type": F.cross_entropy(network.type_head(joint), types, label_smoothing=0.05),
        "picture": F.cross_entropy(network.picture_alone(seen), types, label_smoothing=0.05),
        "text": 0.3 * F.cross_entropy(network.text_alone(read), types, label_smoothing=0.05),
        "side": 0.3 * F.cross_entropy(network.side_head(joint), data.side[indices]),
        "rotation": 0.8 * F.cross_entropy(network.rotation_head(places[turned]), rotation[turned]),
        "flags": 0.2 * F.binary_cross_entropy_with_logits(flags, data.flags[indices]),
        "layout": 0.3 * F.cross_entropy(layout, data.layout[indices]),
    }


@torch.no_grad()
def evaluate(network, data, trained, limit=700):
    """Shares of right answers: fused, picture only, text only, side, turn; text is one with reading errors; `new` is of layouts that are not trained."""
    network.eval()
    chosen = np.random.RandomState(7).permutation(len(data))[:limit]
    new = [data.rows[index]["layout"] not in trained for index in chosen]
    right = {name: [] for name in ("fused", "picture", "text", "side", "rotation")}
    for batch in np.array_split(chosen, math.ceil(len(chosen) / 64)):
        readings = torch.full((len(batch),), 2)
        ones, zeros = torch.ones(len(batch)), torch.zeros(len(batch))
        pictures, text = data.pictures(batch), data.texts(batch, readings)
        for name, senses in {"fused": (ones, ones), "picture": (ones, zeros), "text": (zeros, ones)}.items():
            types, _, sides, rotations, *_ = network(pictures, text, data.facts(batch, readings, *senses))
            right[name] += (types.argmax(1) == data.type[batch]).tolist()
            if name == "fused":
                right["side"] += (sides.argmax(1) == data.side[batch]).tolist()
                known = data.rotation[batch] >= 0
                right["rotation"] += (rotations.argmax(1) == data.rotation[batch])[known].tolist()
    network.train()
    shares = {name: round(float(np.mean(values)), 4) for name, values in right.items()}
    unseen = {f"new {name}": round(float(np.mean(np.array(right[name])[new])), 4) for name in ("fused", "picture", "text")}
    return shares | unseen


def update(optimizer, parts, workers):
    optimizer.zero_grad(set_to_none=True)
    sum(parts.values()).backward()
    parameters = [parameter for parameter in optimizer.param_groups[0]["params"] if parameter.grad is not None]
    if workers > 1:
        gradients = [parameter.grad for parameter in parameters]
        shared = torch.cat([gradient.reshape(-1) for gradient in gradients])
        distributed.all_reduce(shared)
        for gradient, mean in zip(gradients, (shared / workers).split([gradient.numel() for gradient in gradients])):
            gradient.copy_(mean.view(gradient.shape))
    nn.utils.clip_grad_norm_(parameters, 5.0)
    optimizer.step()


def save(network, layout_head, folder):
    torch.save({"network": network.state_dict(), "layouts": layout_head.state_dict()}, f"{folder}/checkpoint.part")
    os.replace(f"{folder}/checkpoint.part", f"{folder}/checkpoint.pt")


def create(given, data):
    """The network and the head over layouts, the same in every worker."""
    torch.manual_seed(given.seed)
    meta = data.meta
    network = network_for(meta)
    layout_head = LayoutHead(len(data.layouts))
    if given.start:
        known = torch.load(given.start)
        shapes = {name: value.shape for name, value in network.state_dict().items()}
        fitting = {name: value for name, value in known["network"].items() if shapes.get(name) == value.shape}
        network.load_state_dict(fitting, strict=False)
        layout_head.load_state_dict(known["layouts"])
    return network, layout_head


def share_gone(step, steps, started, given):
    """0..1 of the training; the first worker's clock counts for all."""
    gone = torch.tensor(max(step / steps, (time.time() - started) / 60 / given.minutes))
    if given.workers > 1:
        distributed.broadcast(gone, 0)
    return float(gone)


def train(worker, given):
    torch.set_num_threads(1)
    if given.workers > 1:
        distributed.init_process_group("gloo", init_method=f"file://{given.meeting}", rank=worker, world_size=given.workers)
    data, validation = PackedSet(given.train), PackedSet(given.validation)
    network, layout_head = create(given, data)
    optimizer = torch.optim.AdamW([*network.parameters(), *layout_head.parameters()], lr=given.rate, weight_decay=0.02)
    per_pass = len(data) // given.batch
    steps, step, started = given.passes * per_pass, 0, time.time()
    say = (lambda *words: print(*words, flush=True)) if worker == 0 else (lambda *words: None)
    say(f"{len(data)} pictures, {steps} steps, {sum(p.numel() for p in network.parameters())} weights")
    orders = np.random.RandomState(given.seed)
    torch.manual_seed(given.seed * 1000 + worker)
    np.random.seed(given.seed * 1000 + worker)
    while True:
        if step % per_pass == 0:
            order = orders.permutation(len(data))
        gone = share_gone(step, steps, started, given)
        if gone >= 1:
            break
        rate = given.rate * min(1, (step + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * gone))
        optimizer.param_groups[0]["lr"] = max(rate, 1e-5)
        at = step % per_pass * given.batch
        parts = losses(network, layout_head, data, order[at : at + given.batch][worker :: given.workers])
        # Text alone costs next to nothing beside pictures, the step after it does: both share one.
        for turn in range(given.text_batches):
            parts |= {f"{name} {turn}": loss for name, loss in text_losses(network, layout_head, data, given.batch).items()}
        update(optimizer, parts, given.workers)
        step += 1
        if step % 25 == 0:
            times = f"{time.time() - started:.0f} s, {time.process_time():.0f} s of them at work"
            say(f"{step}/{steps} {times}", *(f"{name} {float(value):.3f}" for name, value in parts.items()))
        if step % 100 == 0 and worker == 0:
            say("validation", json.dumps(evaluate(network, validation, set(data.layouts), 300)))
            save(network, layout_head, given.out)
    if worker == 0:
        figures = {**evaluate(network, validation, set(data.layouts)), "steps": step, "seconds": round(time.time() - started)}
        say("validation", json.dumps(figures))
        save(network, layout_head, given.out)
        export(network.eval(), data.meta, given.out)


if __name__ == "__main__":
    given = options()
    given.meeting = tempfile.mktemp()
    if given.workers > 1:
        torch.multiprocessing.spawn(train, (given,), given.workers)
    else:
        train(0, given)
