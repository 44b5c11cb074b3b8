"""A notebook as other editors than JupyterLab save it, after it was run there."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import nbformat

PICTURE = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def _run(notebook: nbformat.NotebookNode) -> dict[str, Any]:
    """The notebook as plain JSON, with an output of each kind below each cell of code."""
    book: dict[str, Any] = json.loads(nbformat.writes(notebook))
    for number, cell in enumerate(book["cells"], 1):
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [
                {"output_type": "stream", "name": "stdout", "text": ["training:  50%\r", "training: 100%\n"]},
                {"output_type": "display_data", "data": {"image/png": PICTURE}, "metadata": {}},
                {"output_type": "execute_result", "data": {"text/plain": ["1"]}, "metadata": {}, "execution_count": 1},
            ]
    return book


def vs_code(notebook: nbformat.NotebookNode) -> bytes:
    """VS Code's: no ids, and metadata of its own."""
    book = _run(notebook)
    book["nbformat_minor"] = 2
    book["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.1)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.12.1", "nbconvert_exporter": "python"},
        "orig_nbformat": 4,
        "vscode": {"interpreter": {"hash": "916dbcbb3f70747c44a77c7bcd40155683ae19c65e1c03b4aa3499c5328201f1"}},
    }
    for cell in book["cells"]:
        del cell["id"]
        cell["metadata"]["vscode"] = {"languageId": "python" if cell["cell_type"] == "code" else "markdown"}
    return json.dumps(book, indent=1, ensure_ascii=False).encode()


def vs_code_on_windows(notebook: nbformat.NotebookNode) -> bytes:
    """The same with Windows's line ends: of the file, and within the cells."""
    book = json.loads(vs_code(notebook))
    for cell in book["cells"]:
        cell["source"] = [line.replace("\n", "\r\n") for line in cell["source"]]
    return json.dumps(book, indent=1, ensure_ascii=False).replace("\n", "\r\n").encode("utf-8-sig")


def colab(notebook: nbformat.NotebookNode) -> bytes:
    """Colab's: ids in the metadata, which says where the outputs are; sources in one piece; a badge on top."""
    book = _run(notebook)
    book["nbformat_minor"] = 0
    book["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True, "gpuType": "T4", "include_colab_link": True},
        "accelerator": "GPU",
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    for cell in book["cells"]:
        cell["metadata"] = {"id": cell.pop("id"), "colab": {"base_uri": "https://localhost:8080/", "height": 1000}}
        cell["source"] = "".join(cell["source"])
    badge = {"id": "view-in-github", "colab_type": "text"}
    book["cells"].insert(0, {"cell_type": "markdown", "metadata": badge, "source": ['<a href="#">Open in Colab</a>']})
    widgets = copy.deepcopy(book["cells"][-1]["metadata"])
    book["metadata"]["widgets"] = {"application/vnd.jupyter.widget-state+json": {"a": {"model_name": "x", **widgets}}}
    return json.dumps(book, indent=2).encode()


EDITORS: dict[str, Callable[[nbformat.NotebookNode], bytes]] = {
    "VS Code": vs_code,
    "VS Code on Windows": vs_code_on_windows,
    "Colab": colab,
}
