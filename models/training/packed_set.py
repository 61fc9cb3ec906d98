"""Packed sets of pack-set.ts: pictures from disk, hashed text of a reading drawn at random, augmentation."""

import json
import os

import numpy as np
import torch


def halved(path, size):
    """The pictures of a file at half their size, kept beside it."""
    count, height, width, _ = size
    half = path.replace(".pictures.", ".halved.")
    if not os.path.exists(half):
        pictures = np.memmap(path, np.uint8, "r", shape=size)
        with open(f"{half}.{os.getpid()}", "wb") as file:
            for start in range(0, count, 256):
                some = pictures[start : start + 256].astype(np.uint16)
                rows = some[:, ::2] + some[:, 1::2]
                file.write(((rows[:, :, ::2] + rows[:, :, 1::2] + 2) >> 2).astype(np.uint8).tobytes())
        os.replace(f"{half}.{os.getpid()}", half)
    return np.memmap(half, np.uint8, "r", shape=(count, height // 2, width // 2, 3))


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
        pictures = halved(f"{prefix}.pictures.u8", size)
        counts = np.array([row["tokenCounts"] for row in meta["rows"]])
        ends = np.cumsum(counts.reshape(-1)).reshape(counts.shape)
        return meta, pictures, np.memmap(f"{prefix}.tokens.u16", np.uint16, "r"), ends - counts, ends

    def __len__(self):
        return len(self.rows)

    def pictures(self, indices):
        """N x 160 x 120 x 3, uint8: the network halves what it is given, which is done once here."""
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


def augment(pictures, rotation):
    """Half a turn, place and size, light and contrast, colour lost. The drawing itself degraded them already; this adds variety.

    @returns float pictures and the new rotations
    """
    count = len(pictures)
    rotation = rotation.clone()
    # A page that stands upright shows turn 0 when it is tall and 270 when it is wide; most are shown so, as the product does.
    astray = (rotation == 1) | (rotation == 2)
    half = torch.rand(count) < torch.where(astray, 0.7, 0.2)
    rotation[half & (rotation >= 0)] = (rotation[half & (rotation >= 0)] + 2) % 4
    moved = np.stack([_moved(picture[::-1, ::-1] if turn else picture) for picture, turn in zip(pictures.numpy(), half)])
    coloured = torch.from_numpy(moved).float()
    grey = torch.rand(count) < 0.1
    coloured[grey] = coloured[grey].mean(3, keepdim=True).expand(-1, -1, -1, 3)
    contrast = 1 + 0.2 * (torch.rand(count, 1, 1, 1) * 2 - 1)
    return coloured.mul_(contrast).add_(160 * (1 - contrast) + 10 * torch.randn(count, 1, 1, 1)).clamp_(0, 255), rotation


def _moved(picture):
    """Shifted and scaled along each axis by whole source pixels; now and then a hidden rectangle."""
    scale = 1 + 0.08 * np.random.randn()
    axes = []
    for side in picture.shape[:2]:
        own = scale * (1 + 0.03 * np.random.randn())
        axes.append(np.rint((np.arange(side) - side / 2) * own + side / 2 + 0.03 * side * np.random.randn()).astype(int))
    rows, columns = (np.clip(axis, 0, side - 1) for axis, side in zip(axes, picture.shape))
    result = np.ascontiguousarray(picture[rows][:, columns])
    result[rows != axes[0]] = 128
    result[:, columns != axes[1]] = 128
    if np.random.rand() < 0.3:
        high, wide = (int(side * np.random.uniform(0.05, 0.3)) for side in picture.shape[:2])
        top, left = np.random.randint(0, picture.shape[0] - high), np.random.randint(0, picture.shape[1] - wide)
        result[top : top + high, left : left + wide] = np.random.randint(0, 256)
    return result
