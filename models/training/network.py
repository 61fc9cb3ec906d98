"""The page classifier's network: a small picture and hashed text in, type, side, turn, flags and an embedding out."""

import torch
from torch import nn
from torch.nn import functional as F

PICTURE_FEATURES = 192
TEXT_FEATURES = 72
JOINT_FEATURES = 160
EMBEDDING = 96
ROTATIONS = 4


def convolution(inputs, outputs, kernel, stride=1):
    """Convolution, batch normalisation, ReLU; without padding where the kernel is the stride."""
    padding = 0 if stride == kernel else kernel // 2
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(inplace=True)
    )


class Bottleneck(nn.Module):
    """Half as many channels inside; three quarters of the multiplications run as plain matrix products."""

    def __init__(self, channels):
        super().__init__()
        inner = channels // 2
        self.inside = nn.Sequential(
            convolution(channels, inner, 1),
            convolution(inner, inner, 3),
            nn.Conv2d(inner, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x):
        return F.relu(x + self.inside(x))


class PictureTrunk(nn.Module):
    """Halved pictures become 40 x 30 cells at once and 20 x 15 soon: layout, colour and texture, not single characters."""

    def __init__(self, stem=24, widths=(48, 96, PICTURE_FEATURES), depths=(1, 2, 1)):
        super().__init__()
        stages, channels = [convolution(3, stem, 4, 4)], stem
        for width, depth in zip(widths, depths):
            stages += [convolution(channels, width, 2, 2), *(Bottleneck(width) for _ in range(depth))]
            channels = width
        self.stages = nn.Sequential(*stages)

    def forward(self, pixels):
        """pixels: N x 320 x 240 x 3, 0..255, any number type, or halved already.

        @returns features of the whole picture, and of its parts, which tell top from bottom
        """
        x = (pixels.permute(0, 3, 1, 2).float() - 128.0) / 64.0
        if pixels.shape[1] == 320:
            x = F.avg_pool2d(x, 2)
        maps = self.stages(x)
        parts = (maps[:, :, :1], maps[:, :, 1:3], maps[:, :, 3:], maps[:, :, :, :1], maps[:, :, :, 2:])
        return maps.mean((2, 3)), torch.cat([part.mean((2, 3)) for part in parts], 1)


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
        self.rotation_head = nn.Sequential(nn.Linear(5 * PICTURE_FEATURES, 96), nn.ReLU(), nn.Linear(96, ROTATIONS))
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
