"""The kernels behind the modules in this folder. "python kernels.py" writes them anew, with the apache-tvm of the environment."""

from pathlib import Path

import tvm
from tvm.script import ir as I
from tvm.script import relax as R
from tvm.script import tirx as T


@I.ir_module(s_tir=True)
class Matmul:
    @T.prim_func(s_tir=True)
    def matmul(A: T.Buffer((128, 64), "float32"), B: T.Buffer((64, 96), "float32"), C: T.Buffer((128, 96), "float32")):
        T.func_attr({"global_symbol": "matmul", "tirx.noalias": True})
        for i, j, k in T.grid(128, 96, 64):
            with T.sblock("C"):
                vi, vj, vk = T.axis.remap("SSR", [i, j, k])
                with T.init():
                    C[vi, vj] = T.float32(0)
                C[vi, vj] = C[vi, vj] + A[vi, vk] * B[vk, vj]


@I.ir_module(s_tir=True)
class TiledMatmul:
    # Tiles of 32 by 32, a thread an element. The tile of A is stored transposed, so that a warp writes one column of it.
    @T.prim_func(s_tir=True)
    def tiled_matmul(
        A: T.Buffer((128, 64), "float32"), B: T.Buffer((64, 96), "float32"), C: T.Buffer((128, 96), "float32")
    ):
        T.func_attr({"global_symbol": "tiled_matmul", "tirx.noalias": True})
        by = T.launch_thread("blockIdx.y", 4)
        bx = T.launch_thread("blockIdx.x", 3)
        ty = T.launch_thread("threadIdx.y", 32)
        tx = T.launch_thread("threadIdx.x", 32)
        A_tile = T.alloc_buffer((32, 32), "float32", scope="shared")
        B_tile = T.alloc_buffer((32, 32), "float32", scope="shared")
        total = T.alloc_buffer((1,), "float32", scope="local")
        total[0] = T.float32(0)
        for k in range(2):
            A_tile[tx, ty] = A[by * 32 + ty, k * 32 + tx]
            B_tile[ty, tx] = B[k * 32 + ty, bx * 32 + tx]
            T.evaluate(T.call_intrin("int32", "tirx.tvm_storage_sync", "shared"))
            for kk in T.unroll(32):
                total[0] = total[0] + A_tile[kk, ty] * B_tile[kk, tx]
            T.evaluate(T.call_intrin("int32", "tirx.tvm_storage_sync", "shared"))
        C[by * 32 + ty, bx * 32 + tx] = total[0]


@I.ir_module(s_tir=True)
class Softmax:
    @T.prim_func(s_tir=True)
    def softmax(X: T.Buffer((64, 256), "float32"), Y: T.Buffer((64, 256), "float32")):
        T.func_attr({"global_symbol": "softmax", "tirx.noalias": True})
        largest = T.alloc_buffer((64,), "float32")
        total = T.alloc_buffer((64,), "float32")
        for i in T.parallel(64):
            largest[i] = T.min_value("float32")
            for j in range(256):
                largest[i] = T.max(largest[i], X[i, j])
            total[i] = T.float32(0)
            for j in range(256):
                total[i] = total[i] + T.exp(X[i, j] - largest[i])
            for j in T.vectorized(256):
                Y[i, j] = T.exp(X[i, j] - largest[i]) / total[i]


@I.ir_module(s_tir=True)
class Conv2D:
    # NCHW by OIHW, a border of zeros of one.
    @T.prim_func(s_tir=True)
    def conv2d(
        X: T.Buffer((1, 8, 32, 32), "float32"),
        W: T.Buffer((16, 8, 3, 3), "float32"),
        Y: T.Buffer((1, 16, 32, 32), "float32"),
    ):
        T.func_attr({"global_symbol": "conv2d", "tirx.noalias": True})
        padded = T.sblock_alloc_buffer((1, 8, 34, 34), "float32")
        for n, c, h, w in T.grid(1, 8, 34, 34):
            with T.sblock("padded"):
                vn, vc, vh, vw = T.axis.remap("SSSS", [n, c, h, w])
                padded[vn, vc, vh, vw] = T.if_then_else(
                    1 <= vh and vh < 33 and 1 <= vw and vw < 33, X[vn, vc, vh - 1, vw - 1], T.float32(0)
                )
        for n, o, h, w, c, r, s in T.grid(1, 16, 32, 32, 8, 3, 3):
            with T.sblock("Y"):
                vn, vo, vh, vw, vc, vr, vs = T.axis.remap("SSSSRRR", [n, o, h, w, c, r, s])
                with T.init():
                    Y[vn, vo, vh, vw] = T.float32(0)
                Y[vn, vo, vh, vw] = Y[vn, vo, vh, vw] + padded[vn, vc, vh + vr, vw + vs] * W[vo, vc, vr, vs]


@I.ir_module(s_tir=True)
class DynamicAdd:
    # A length that is known at the call, a condition, and a cast.
    @T.prim_func(s_tir=True)
    def dynamic_add(a: T.handle, b: T.handle, n: T.int32):
        T.func_attr({"global_symbol": "dynamic_add"})
        A = T.match_buffer(a, (n,), "float16")
        B = T.match_buffer(b, (n,), "float32")
        for i in range((n + 3) // 4):
            for j in T.serial(4):
                if i * 4 + j < n:
                    B[i * 4 + j] = T.Cast("float32", A[i * 4 + j]) + T.Select(j < 2, T.float32(1), T.float32(0.5))


@I.ir_module
class Mlp:
    @R.function
    def main(
        x: R.Tensor((8, 64), "float32"),
        w1: R.Tensor((64, 128), "float32"),
        b1: R.Tensor((128,), "float32"),
        w2: R.Tensor((128, 10), "float32"),
        b2: R.Tensor((10,), "float32"),
    ) -> R.Tensor((8, 10), "float32"):
        with R.dataflow():
            hidden = R.matmul(x, w1)
            hidden_biased = R.add(hidden, b1)
            activated = R.nn.relu(hidden_biased)
            logits = R.matmul(activated, w2)
            logits_biased = R.add(logits, b2)
            probabilities = R.nn.softmax(logits_biased, axis=-1)
            R.output(probabilities)
        return probabilities


@I.ir_module(s_tir=True)
class ThreadBound:
    # Loops over threads, whose IterVars have no domain: the loops have it.
    @T.prim_func(s_tir=True)
    def thread_bound(A: T.Buffer((8, 32), "float32"), B: T.Buffer((8, 32), "float32")):
        T.func_attr({"global_symbol": "thread_bound", "tirx.noalias": True})
        for i in T.thread_binding(8, thread="blockIdx.x"):
            for j in T.thread_binding(32, thread="threadIdx.x"):
                with T.sblock("B"):
                    vi, vj = T.axis.remap("SS", [i, j])
                    B[vi, vj] = A[vi, vj] * T.float32(2) + T.float32(1)


@I.ir_module
class Branches:
    # A symbolic size, and a cast and a condition behind a dataflow block.
    @R.function
    def main(x: R.Tensor(("n", 4), "float32"), c: R.Tensor((), "bool")) -> R.Tensor(("n", 4), "float32"):
        n = T.int64()
        with R.dataflow():
            doubled = R.add(x, x)
            squared = R.multiply(doubled, x)
            total = R.add(squared, doubled)
            R.output(total)
        cast = R.match_cast(total, R.Tensor((n, 4), "float32"))
        if c:
            result = R.add(cast, cast)
        else:
            result = R.multiply(cast, cast)
        return result


MODULES = {
    "matmul": Matmul,
    "tiled_matmul": TiledMatmul,
    "softmax": Softmax,
    "conv2d": Conv2D,
    "dynamic_add": DynamicAdd,
    "thread_bound": ThreadBound,
    "mlp": Mlp,
    "branches": Branches,
    # Functions of both kinds in a module, with calls between them.
    "mlp_legalized": tvm.relax.transform.LegalizeOps()(Mlp),
    # As the code generators get it.
    "matmul_lowered": tvm.s_tir.transform.LowerOpaqueBlock()(
        tvm.s_tir.transform.ConvertBlocksToOpaque()(tvm.s_tir.transform.LowerInitBlock()(Matmul))
    ),
}


def main():
    folder = Path(__file__).resolve().parent
    for name, module in MODULES.items():
        # Spans name this file: without the folder it happens to be in.
        saved = tvm.ir.save_json(module).replace(f"{folder}/".replace("/", r"\/"), "")
        (folder / f"{name}.json").write_text(saved + "\n")
        (folder / f"{name}.txt").write_text(module.script() + "\n")


if __name__ == "__main__":
    main()
