"""The page classifier's network: a small picture and hashed text in, type, side, turn, flags and an embedding out."""

import torch
from torch import nn
from torch.nn import functional as F

PICTURE_FEATURES = 192
TEXT_FEATURES = 72
JOINT_FEATURES = 160
EMBEDDING = 96
ROTATIONS = 4
VIEWS = 7
WIDTHS = (24, 48, 96, 160)
PLACES = WIDTHS[-1] * 5 * 4


def views_of(pixels):
    """N x 320 x 240 x 3, 0..255, any number type -> N x 7 x 160 x 120: colour at half the size, and the light of each pixel.

    Four neighbours become four channels, so strokes of one pixel are seen at the price of the smaller picture.
    """
    rgb = pixels.permute(0, 3, 1, 2).float().contiguous() / 127.5 - 1
    light = F.pixel_unshuffle(rgb.mean(1, keepdim=True), 2)
    return torch.cat([F.avg_pool2d(rgb, 2), light], 1).contiguous(memory_format=torch.channels_last)


class Block(nn.Module):
    """Convolution, batch normalisation, ReLU; what keeps its shape is added to what came in."""

    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.kept = inputs == outputs and stride == 1
        self.look = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, given):
        seen = self.norm(self.look(given))
        return F.relu(given + seen if self.kept else seen)


class PictureTrunk(nn.Module):
    """Strokes, texture, colour and layout; where things stand is kept to the end."""

    def __init__(self):
        super().__init__()
        strokes, letters, lines, places = WIDTHS
        self.stages = nn.Sequential(
            Block(VIEWS, strokes, 2),
            Block(strokes, letters, 2),
            Block(letters, lines, 2),
            Block(lines, lines),
            Block(lines, places, 2),
            Block(places, places),
            nn.AvgPool2d(2),
        ).to(memory_format=torch.channels_last)
        self.seen = nn.Sequential(nn.Dropout(0.3), nn.Linear(PLACES, PICTURE_FEATURES), nn.ReLU())

    def forward(self, pixels):
        """@returns features of the whole picture, and of its places, which tell top from bottom"""
        views = pixels if pixels.shape[1] == VIEWS else views_of(pixels)
        places = self.stages(views).flatten(1)
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
        self.rotation_head = nn.Sequential(nn.Dropout(0.2), nn.Linear(PLACES, 96), nn.ReLU(), nn.Linear(96, ROTATIONS))
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
