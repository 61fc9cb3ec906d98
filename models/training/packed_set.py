"""Packed sets of pack-set.ts: pictures from disk, hashed text of a reading drawn at random, augmentation."""

import json

import numpy as np
import torch


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
        pictures = np.memmap(f"{prefix}.pictures.u8", np.uint8, "r", shape=size)
        counts = np.array([row["tokenCounts"] for row in meta["rows"]])
        ends = np.cumsum(counts.reshape(-1)).reshape(counts.shape)
        return meta, pictures, np.memmap(f"{prefix}.tokens.u16", np.uint16, "r"), ends - counts, ends

    def __len__(self):
        return len(self.rows)

    def pictures(self, indices):
        """N x 320 x 240 x 3, uint8."""
        return torch.from_numpy(np.stack([self.parts[p][1][i] for p, i in (self.where[index] for index in indices)]))

    def texts(self, indices, readings, lost=0.0):
        """N x buckets; `lost` is the share of tokens left out; each of the two parts of a vector has length 1."""
        vectors = np.zeros((len(indices), self.meta["textBuckets"]), np.float32)
        body = self.meta["bodyBuckets"]
        for row, (index, reading) in enumerate(zip(indices, readings)):
            part, at = self.where[index]
            _, _, tokens, starts, ends = self.parts[part]
            own = tokens[starts[at, reading] : ends[at, reading]]
            if lost:
                own = own[np.random.random(len(own)) >= lost * np.random.random()]
            for chosen in (own[own < body], own[own >= body]):
                if len(chosen):
                    vectors[row, chosen] = len(chosen) ** -0.5
        return torch.from_numpy(vectors)

    def facts(self, indices, readings, has_picture, has_text):
        amount = self.amounts[indices, readings]
        return torch.stack([has_picture, has_text, amount * has_text, self.shape[indices]], 1).float()


def augment(pictures, rotation):
    """Half a turn, place and size, light, colour, hidden parts, grain. @returns float pictures and the new rotations."""
    count, height, width, _ = pictures.shape
    rotation = rotation.clone()
    half = torch.rand(count) < 0.25
    rotation[half & (rotation >= 0)] = (rotation[half & (rotation >= 0)] + 2) % 4
    moved = np.stack([_moved(picture[::-1, ::-1] if turn else picture) for picture, turn in zip(pictures.numpy(), half)])
    noise = lambda scale: 1 + scale * (torch.rand(count, 1, 1) * 2 - 1)
    saturation = torch.where(torch.rand(count, 1, 1) < 0.15, torch.zeros(1), noise(0.3))
    mix = saturation * torch.eye(3) + (1 - saturation) / 3
    mix = mix * noise(0.2) * noise(0.3) * (1 + 0.06 * torch.randn(count, 1, 3))
    shift = 160 * (1 - mix.sum(1, keepdim=True)) * torch.rand(count, 1, 1) + 12 * torch.randn(count, 1, 1)
    coloured = torch.baddbmm(shift, torch.from_numpy(moved).view(count, -1, 3).float(), mix).view_as(pictures)
    return (coloured + _grain(coloured)).clamp_(0, 255), rotation


GRAIN = 5 * torch.randn(1 << 22)


def _grain(pictures):
    """One sheet of noise from a place drawn at random, the same for all pictures of the batch but stretched differently."""
    size = pictures[0].numel()
    at = int(torch.randint(0, len(GRAIN) - size, (1,)))
    return GRAIN[at : at + size].view(1, *pictures.shape[1:]) * (0.2 + 1.6 * torch.rand(len(pictures), 1, 1, 1))


def _moved(picture):
    """Shifted and scaled along each axis by whole source pixels; up to two hidden rectangles."""
    scale = 1 + 0.1 * np.random.randn()
    axes = []
    for side in picture.shape[:2]:
        own = scale * (1 + 0.05 * np.random.randn())
        axes.append(np.rint((np.arange(side) - side / 2) * own + side / 2 + 0.05 * side * np.random.randn()).astype(int))
    rows, columns = (np.clip(axis, 0, side - 1) for axis, side in zip(axes, picture.shape))
    result = np.ascontiguousarray(picture[rows][:, columns])
    result[rows != axes[0]] = 128
    result[:, columns != axes[1]] = 128
    for _ in range(np.random.randint(0, 3)):
        high, wide = (int(side * np.random.uniform(0.05, 0.3)) for side in picture.shape[:2])
        top, left = np.random.randint(0, picture.shape[0] - high), np.random.randint(0, picture.shape[1] - wide)
        result[top : top + high, left : left + wide] = np.random.randint(0, 256)
    return result
