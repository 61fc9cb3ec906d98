"""Makes int8 and fp16 variants of the OCR models for `npm run bench:ocr -- --variants`: python3 make-model-variants.py OUT MODEL...

Needs the Python packages onnxruntime and onnx; the product never does. The files are measured, not shipped.
"""
import sys
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers.float16 import convert_float_to_float16


def with_initializers(path):
    """Weights that the exporter wrote as Constant nodes become initializers, as the quantiser wants them."""
    model = onnx.load(path)
    kept = []
    for node in model.graph.node:
        if node.op_type == "Constant" and node.attribute[0].name == "value":
            tensor = node.attribute[0].t
            tensor.name = node.output[0]
            model.graph.initializer.append(tensor)
        else:
            kept.append(node)
    del model.graph.node[:]
    model.graph.node.extend(kept)
    return model


out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
for source in map(Path, sys.argv[2:]):
    plain = out / f"{source.stem}.plain.onnx"
    onnx.save(with_initializers(source), plain)
    quantize_dynamic(plain, out / f"{source.stem}.int8.onnx", weight_type=QuantType.QUInt8)
    products = ["MatMul", "Gemm"]
    quantize_dynamic(plain, out / f"{source.stem}.int8-products.onnx", weight_type=QuantType.QInt8, op_types_to_quantize=products)
    half = convert_float_to_float16(onnx.load(plain), keep_io_types=True, disable_shape_infer=True)
    onnx.save(half, out / f"{source.stem}.fp16.onnx")
