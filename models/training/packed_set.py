"""Packed sets of pack-set.ts: pictures from disk, hashed text of a reading drawn at random, augmentation."""

import json
import os

import numpy as np
import torch

from network import CELLS, cells_of


def cells_in(path, size):
    """The cells of all pictures of a file, kept beside it: what the network computes first never changes."""
    count, height, width, _ = size
    kept = path.replace(".pictures.u8", ".cells.f16")
    if not os.path.exists(kept):
        pictures = np.memmap(path, np.uint8, "r", shape=size)
        with open(f"{kept}.{os.getpid()}", "wb") as file:
            for start in range(0, count, 64):
                file.write(cells_of(torch.from_numpy(pictures[start : start + 64])).numpy().astype(np.float16).tobytes())
        os.replace(f"{kept}.{os.getpid()}", kept)
    return np.memmap(kept, np.float16, "r", shape=(count, CELLS, height // 8, width // 8))


class PackedSet:
    def __init__(self, prefixes):
        self.parts = [self._open(prefix) for prefix in prefixes]
        self.meta = self.parts[0][0]
        self.rows = [row for meta, *_ in self.parts for row in meta["rows"]]
        self.where = [(part, index) for part, (meta, *_) in enumerate(self.parts) for index in range(len(meta["rows"]))]
        column = lambda key: torch.tensor([row[key] for row in self.rows])
        self.type, self.side, self.rotation = column("type"), column("side"), column("rotation")
        self.flags, self.shape = column("flags").float(), column("shape")
        self.amounts = column("amounts")
        self.layouts = sorted({row["layout"] for row in self.rows})
        self.layout = torch.tensor([self.layouts.index(row["layout"]) for row in self.rows])

    @staticmethod
    def _open(prefix):
        meta = json.load(open(f"{prefix}.json"))
        size = (len(meta["rows"]), meta["pictureHeightPx"], meta["pictureWidthPx"], 3)
        pictures = cells_in(f"{prefix}.pictures.u8", size)
        counts = np.array([row["tokenCounts"] for row in meta["rows"]])
        ends = np.cumsum(counts.reshape(-1)).reshape(counts.shape)
        return meta, pictures, np.memmap(f"{prefix}.tokens.u16", np.uint16, "r"), ends - counts, ends

    def __len__(self):
        return len(self.rows)

    def pictures(self, indices):
        """N x 12 x 40 x 30."""
        return torch.from_numpy(np.stack([self.parts[p][1][i] for p, i in (self.where[index] for index in indices)]))

    def texts(self, indices, readings, lost=0.0):
        """Tokens of all pages, where each page's begin, weights; `lost` is the share left out; both parts of a vector have length 1."""
        body, pages, weights = self.meta["bodyBuckets"], [], []
        for index, reading in zip(indices, readings):
            part, at = self.where[index]
            _, _, tokens, starts, ends = self.parts[part]
            own = tokens[starts[at, reading] : ends[at, reading]].astype(np.int64)
            if lost:
                own = own[np.random.random(len(own)) >= lost * np.random.random()]
            count = np.count_nonzero(own < body)
            pages.append(own)
            weights.append(np.where(own < body, max(1, count) ** -0.5, max(1, len(own) - count) ** -0.5))
        starts = np.cumsum([0] + [len(page) for page in pages[:-1]])
        return tuple(map(torch.from_numpy, (np.concatenate(pages), starts, np.concatenate(weights).astype(np.float32))))

    def facts(self, indices, readings, has_picture, has_text):
        amount = self.amounts[indices, readings]
        return torch.stack([has_picture, has_text, amount * has_text, self.shape[indices]], 1).float()


# Channels of cells_of() that rise with the light, and those that only coloured paper has.
BRIGHT, COLOURED = [0, 1, 2, 9, 10], [5, 6]


def augment(cells, rotation):
    """Half a turn, place and size, light and contrast, lost colour, hidden parts; the drawing itself degraded them already.

    @returns float cells and the new rotations
    """
    count = len(cells)
    rotation = rotation.clone()
    # A page that stands upright shows turn 0 when it is tall and 270 when it is wide; most are shown so, as the product does.
    astray = (rotation == 1) | (rotation == 2)
    half = torch.rand(count) < torch.where(astray, 0.6, 0.25)
    rotation[half & (rotation >= 0)] = (rotation[half & (rotation >= 0)] + 2) % 4
    moved = np.stack([_moved(one[:, ::-1, ::-1] if turn else one) for one, turn in zip(cells.numpy(), half)])
    changed = torch.from_numpy(moved).float()
    grey = torch.rand(count) < 0.15
    changed[grey, 0:3] = changed[grey, 0:3].mean(1, keepdim=True)
    changed[:, COLOURED] *= (~grey).float().view(count, 1, 1, 1)
    contrast = 1 + 0.35 * (torch.rand(count, 1, 1, 1) * 2 - 1)
    changed *= contrast
    changed[:, BRIGHT] += 0.6 * (1 - contrast) + 0.06 * torch.randn(count, 1, 1, 1)
    changed[:, 0:3] *= 1 + 0.05 * torch.randn(count, 3, 1, 1)
    return changed, rotation


def _moved(cells):
    """Shifted and scaled along each axis by whole cells, edges repeated; now and then a hidden rectangle."""
    scale = 1 + 0.12 * np.random.randn()
    axes = []
    for side in cells.shape[1:]:
        own = scale * (1 + 0.05 * np.random.randn())
        axis = (np.arange(side) - side / 2) * own + side / 2 + 0.06 * side * np.random.randn()
        axes.append(np.clip(np.rint(axis).astype(int), 0, side - 1))
    result = np.ascontiguousarray(cells[:, axes[0]][:, :, axes[1]])
    if np.random.rand() < 0.4:
        high, wide = (int(side * np.random.uniform(0.08, 0.4)) for side in cells.shape[1:])
        top, left = np.random.randint(0, cells.shape[1] - high), np.random.randint(0, cells.shape[2] - wide)
        result[:, top : top + high, left : left + wide] = result[:, top : top + 1, left : left + 1]
    return result
