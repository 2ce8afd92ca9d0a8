import os

import pytest

from panya.shared.search.engines import Damaged
from panya.shared.search.engines.tantivy import TantivyEngine
from tests.shared.search.engine_contract import EngineContract, document


@pytest.fixture
def look_alikes():
    return [("ทำ", "ทํา"), ("น้ำ", "นํ้า"), ("แม่", "เเม่"), ("ปี ๒๕๖๙", "2569"), ("ปี 2570", "๒๕๗๐"), ("ไทย", "ไท\u200bย")]


class TestTantivy(EngineContract):
    def make_engine(self, path, *, create=False):
        return TantivyEngine(path, create=create)

    def harm(self, path):
        file = max(path.glob("*.term"), key=lambda each: each.stat().st_size)
        content = bytearray(file.read_bytes())
        content[len(content) // 3] ^= 0xFF
        file.write_bytes(content)

    @pytest.mark.parametrize("part", [".idx", ".term", ".fast", ".fieldnorm", ".store", "meta.json"])
    def test_a_cut_or_missing_file_is_damage(self, engine, path, part):
        self.put(engine, document(1, "ทุเรียน"))
        engine.close()
        file = next(file for file in path.iterdir() if file.name.endswith(part))
        os.truncate(file, file.stat().st_size // 2)
        with pytest.raises(Damaged):
            engine.verify()
        file.unlink()
        with pytest.raises(Damaged):
            engine.verify()
