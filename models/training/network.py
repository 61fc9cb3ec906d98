"""The page classifier's network: a small picture and hashed text in, type, side, turn, flags and an embedding out."""

import torch
from torch import nn
from torch.nn import functional as F

PICTURE_FEATURES = 192
TEXT_FEATURES = 72
JOINT_FEATURES = 160
EMBEDDING = 96
ROTATIONS = 4
PLACES = 96 * 5 * 4


def convolution(inputs, outputs, kernel, stride=1):
    """Convolution, batch normalisation, ReLU; without padding where the kernel is the stride."""
    padding = 0 if stride == kernel else kernel // 2
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


CELLS = 12


def cells_of(pixels):
    """N x 320 x 240 x 3 (or halved), 0..255, any number type -> N x 12 x 40 x 30: colour, texture and strokes of each cell.

    Nothing here is learnt, so training computes it once per picture.
    """
    # Planes first: pooling is several times faster on them.
    rgb = pixels.permute(0, 3, 1, 2).contiguous().float() / 255.0
    if pixels.shape[1] == 320:
        rgb = F.avg_pool2d(rgb, 2)
    light = rgb.mean(1, keepdim=True)
    coarse = F.avg_pool2d(light, 2)
    mean = F.avg_pool2d(light, 4)
    spread = (F.avg_pool2d(light * light, 4) - mean * mean).clamp(min=0).add(1e-6).sqrt()
    colourful = rgb.max(1, keepdim=True)[0] - rgb.min(1, keepdim=True)[0]
    red = F.relu(rgb[:, :1] - (rgb[:, 1:2] + rgb[:, 2:]) / 2)
    pooled = [rgb, *_strokes(light), colourful, red]
    fine = [F.avg_pool2d(channel, 4) for channel in pooled]
    broad = [F.avg_pool2d(channel, 2) for channel in _strokes(coarse)]
    extremes = [F.max_pool2d(light, 4), -F.max_pool2d(-light, 4)]
    return torch.cat([*fine, *broad, *extremes, spread], 1)


def _strokes(light):
    """How strongly the light changes to the right and downwards."""
    right = F.pad((light[:, :, :, 1:] - light[:, :, :, :-1]).abs(), (0, 1, 0, 0))
    down = F.pad((light[:, :, 1:] - light[:, :, :-1]).abs(), (0, 0, 0, 1))
    return right, down


class PictureTrunk(nn.Module):
    """Layout, colour and texture out of cells; where things stand is kept to the end."""

    def __init__(self):
        super().__init__()
        self.scale = nn.BatchNorm2d(CELLS)
        self.stages = nn.Sequential(
            convolution(CELLS, 24, 3, 2), convolution(24, 48, 3, 2), convolution(48, 64, 3), convolution(64, 96, 3, 2), nn.Flatten()
        )
        self.seen = nn.Sequential(nn.Dropout(0.2), nn.Linear(PLACES, PICTURE_FEATURES), nn.ReLU())

    def forward(self, pixels):
        """@returns features of the whole picture, and of its places, which tell top from bottom"""
        cells = pixels.float() if pixels.shape[1] == CELLS else cells_of(pixels)
        places = self.stages(self.scale(cells))
        return self.seen(places), places


class PageClassifier(nn.Module):
    def __init__(self, types, sides, flags, text_buckets):
        super().__init__()
        self.picture = PictureTrunk()
        self.picture_joint = nn.Linear(PICTURE_FEATURES, JOINT_FEATURES)
        self.text = nn.Linear(text_buckets, TEXT_FEATURES)
        self.text_joint = nn.Linear(TEXT_FEATURES + 1, JOINT_FEATURES)
        self.shape_joint = nn.Linear(1, JOINT_FEATURES)
        self.joint = nn.Sequential(nn.LayerNorm(JOINT_FEATURES), nn.ReLU(), nn.Dropout(0.2))
        self.embed_head = nn.Linear(JOINT_FEATURES, EMBEDDING)
        self.type_head = nn.Linear(JOINT_FEATURES, types)
        self.side_head = nn.Linear(JOINT_FEATURES, sides)
        self.rotation_head = nn.Sequential(nn.Linear(PLACES, 96), nn.ReLU(), nn.Linear(96, ROTATIONS))
        self.flag_head = nn.Linear(PICTURE_FEATURES + JOINT_FEATURES, flags)
        # Only for training: each sense alone must tell the type, or the easier one would leave the other untaught.
        self.picture_alone = nn.Linear(PICTURE_FEATURES, types)
        self.text_alone = nn.Linear(TEXT_FEATURES, types)
        nn.init.normal_(self.text.weight, std=0.15)

    def read(self, text):
        """text: N x buckets, or in training (tokens, where each page's begin, weights): the same result at a fraction of the cost."""
        if not isinstance(text, tuple):
            return self.text(text)
        tokens, starts, weights = text
        table = self.text.weight.t().contiguous()
        return F.embedding_bag(tokens, table, starts, mode="sum", per_sample_weights=weights) + self.text.bias

    def features(self, picture, text, facts):
        """facts: N x 4 = has picture, has text, amount of text, shape; an absent sense adds nothing; no picture saves its cost."""
        has_picture, has_text, amount, shape = facts.split(1, 1)
        if picture is None:
            seen, places = torch.zeros(len(facts), PICTURE_FEATURES), None
        else:
            seen, places = self.picture(picture)
        read = F.relu(self.read(text))
        joint = has_picture * self.picture_joint(F.dropout(seen, 0.2, self.training))
        joint = joint + has_text * self.text_joint(torch.cat([F.dropout(read, 0.2, self.training), amount], 1))
        joint = joint + has_picture * self.shape_joint(shape)
        return self.joint(joint), seen, places, read

    def forward(self, picture, text, facts):
        """What is exported: type logits, type logits of the picture alone, side logits, rotation logits, flag logits, embedding of length 1."""
        joint, seen, places, _ = self.features(picture, text, facts)
        flags = self.flag_head(torch.cat([seen, joint], 1))
        embedding = F.normalize(self.embed_head(joint), dim=1)
        return self.type_head(joint), self.picture_alone(seen), self.side_head(joint), self.rotation_head(places), flags, embedding
