"""Packed sets of pack-set.ts: pictures from disk, hashed text of a reading drawn at random, augmentation."""

import json

import numpy as np
import torch

from network import views_of


class PackedSet:
    def __init__(self, prefixes):
        self.parts = [self._open(prefix) for prefix in prefixes]
        self.meta = self.parts[0][0]
        if any(meta["labels"] != self.meta["labels"] for meta, *_ in self.parts):
            raise ValueError("packed with different labels: the same number would stand for different types")
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
        """N x 320 x 240 x 3, 0..255."""
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
    """Half a turn, place and size, hidden parts, light and contrast, lost colour; the drawing itself degraded them already.

    @returns what the network makes of pictures first (views_of) and the new rotations
    """
    count = len(pictures)
    rotation = rotation.clone()
    # A page that stands upright shows turn 0 when it is tall and 270 when it is wide; most are shown so, as the product does.
    astray = (rotation == 1) | (rotation == 2)
    half = torch.rand(count) < torch.where(astray, 0.55, 0.3)
    rotation[half & (rotation >= 0)] = (rotation[half & (rotation >= 0)] + 2) % 4
    moved = np.stack([_moved(one[::-1, ::-1] if turn else one) for one, turn in zip(pictures.numpy(), half)])
    views = views_of(torch.from_numpy(moved))
    grey = torch.rand(count) < 0.2
    views[grey, 0:3] = views[grey, 3:].mean(1, keepdim=True)
    # 1 is white, and white paper is what light and contrast turn about.
    contrast = 1 + 0.3 * (torch.rand(count, 1, 1, 1) * 2 - 1)
    views = (views - 0.7) * contrast + 0.7 + 0.1 * torch.randn(count, 1, 1, 1)
    views[:, 0:3] += 0.04 * torch.randn(count, 3, 1, 1)
    return views, rotation


def _moved(picture):
    """Shifted and, every other one, scaled along each axis, edges repeated; now and then a hidden rectangle."""
    high, wide = picture.shape[:2]
    shifts = [0.04 * side * np.random.randn() for side in (high, wide)]
    if np.random.rand() < 0.5:
        scale = 1 + 0.1 * np.random.randn()
        rows, columns = (_between(side, scale * (1 + 0.04 * np.random.randn()), shift) for side, shift in zip((high, wide), shifts))
        scaled = picture[rows[0]].astype(np.float32)
        scaled += (picture[rows[1]] - scaled) * rows[2][:, None, None]
        left = scaled[:, columns[0]]
        result = (left + (scaled[:, columns[1]] - left) * columns[2][None, :, None]).astype(np.uint8)
    else:
        rows, columns = (np.clip(np.arange(side) + int(shift), 0, side - 1) for side, shift in zip((high, wide), shifts))
        result = np.ascontiguousarray(picture[rows][:, columns])
    if np.random.rand() < 0.35:
        part_high, part_wide = (int(side * np.random.uniform(0.06, 0.4)) for side in (high, wide))
        top, left = np.random.randint(0, high - part_high), np.random.randint(0, wide - part_wide)
        result[top : top + part_high, left : left + part_wide] = result[top, left]
    return result


def _between(side, scale, shift):
    """For each place along an axis: the two pixels that it lies between, and how far from the first."""
    at = np.clip((np.arange(side) - side / 2) * scale + side / 2 + shift, 0, side - 1).astype(np.float32)
    first = at.astype(int)
    return first, np.minimum(first + 1, side - 1), at - first
