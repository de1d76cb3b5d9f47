"""What people copy and paste, from wherever, is the table that they mean; or it is none."""

import json

import pytest

from tests.exchange.test_texts import NB, numbers, table

TWO = [[0.1, 0.2], [0.3, 0.4]]


@pytest.mark.parametrize(
    "text",
    [
        "[[0.1 0.2]\n [0.3 0.4]]",
        "array([[0.1, 0.2],\n       [0.3, 0.4]], dtype=float32)",
        "x = np.array([[0.1, 0.2], [0.3, 0.4]])",
        "tensor([[0.1000, 0.2000],\n        [0.3000, 0.4000]], device='cuda:0')",
        "tensor([[0.1000, 0.2000],\n        [0.3000, 0.4000]], grad_fn=<AddBackward0>)",
        "tensor([[[1.0e-01, 2e-1], [0.3, 0.4]]], requires_grad=True)",
        "[[0.1, 0.2], [0.3, 0.4]]",
        "[(0.1, 0.2), (0.3, 0.4)]",
        "x = ((0.1, 0.2), (0.3, 0.4))",
        "[0.1, 0.2]\n[0.3, 0.4]",
        '[{"a": 0.1, "b": 0.2}, {"a": 0.3, "b": 0.4}]',
        '{"a": [0.1, 0.3], "b": [0.2, 0.4]}',
        "[0.1 0.2; 0.3 0.4]",
        "x = [0.1, 0.2; 0.3, 0.4];",
        "| a | b |\n|---|:--:|\n| 0.1 | 0.2 |\n| 0.3 | 0.4 |",
        "     a    b\n0  0.1  0.2\n1  0.3  0.4",
        "a,b\r\n0.1,0.2\r\n0.3,0.4\r\n",
        "\ufeffa;b\n0,1;0,2\n0,3;0,4",
        "a\tb\n0.1\t0.2\n0.3\t0.4",
        '"a","b"\n"0.1","0.2"\n"0.3","0.4"',
        "# a b\n0.1 0.2\n0.3 0.4",
        "0,1 0,2\n0,3 0,4",
        "0,1, 0,2\n0,3, 0,4",
        "x1=0.1 (m), x2=0.2\nx1=0.3, x2=0.4",
        "10%;20 %\n30%;40%",
        ".1 .2\n.3 .4",
        ">>> x\narray([[0.1, 0.2],\n       [0.3, 0.4]])",
        "In [3]: x\nOut[3]: \narray([[0.1, 0.2],\n       [0.3, 0.4]])",
        "<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[0.1, 0.2],\n [0.3, 0.4]])>",
        "{'a': [0.1, 0.3], 'b': [0.2, 0.4]}",
        "[{'a': 0.1, 'b': 0.2}, {'a': 0.3, 'b': 0.4}]",
        '{"a":0.1,"b":0.2}\n{"a":0.3,"b":0.4}',
        '{"a":{"0":0.1,"1":0.3},"b":{"0":0.2,"1":0.4}}',
        '{"columns":["a","b"],"index":[0,1],"data":[[0.1,0.2],[0.3,0.4]]}',
        "x = [\n 0.1 0.2\n 0.3 0.4\n];",
        "[0.1, 0.2\n 0.3, 0.4]",
        "A = [0.1 0.3; 0.2 0.4]'",
        "x =\n\n    0.1000    0.2000\n    0.3000    0.4000\n\n>> ",
        "   1.0e-01 *\n\n    1.0000    2.0000\n    3.0000    4.0000",
        "     [,1] [,2]\n[1,]  0.1  0.2\n[2,]  0.3  0.4",
        "2×2 Matrix{Float64}:\n 0.1  0.2\n 0.3  0.4",
        "{{0.1, 0.2}, {0.3, 0.4}}",
        "+-----+-----+\n| a   | b   |\n+-----+-----+\n| 0.1 | 0.2 |\n| 0.3 | 0.4 |\n+-----+-----+",
        "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│0.1│0.2│\n│0.3│0.4│\n└───┴───┘",
        "               a  rain (mm)\ndate\n2024-01-01   0.1  0.2\n2024-01-02   0.3  0.4",
        "2024-01-01 00:00:00,0.1,0.2\n2024-01-01 01:00:00,0.3,0.4",
        "# made by hand\n0.1 0.2\n0.3 0.4",
        r"\begin{bmatrix} 0.1 & 0.2 \\ 0.3 & 0.4 \end{bmatrix}",
        "1/10;1/5\n3/10;2/5",
        "<table>\n<tr><th>a<th>b</th></tr>\n<tr><td>0.1<td>0.2<tr><td>&nbsp;0.3<td>0.4</table>",
        "<tr><td>0,1</td><td>0,2<sup>1</sup></td></tr><tr><td>0,3</td><td>0,4</td></tr>",
        '{| class="wikitable"\n! a !! b\n|-\n| 0.1 || 0.2\n|-\n| 0.3\n| 0.4\n|}',
        "||a||b||\n|0.1|0.2|\n|0.3|0.4|",
        "A =\n\n  Columns 1 through 1\n\n    0.1\n    0.3\n\n  Column 2\n\n    0.2\n    0.4\n",
        "x =\n\n Columns 1 and 2:\n\n   0.1   0.2\n   0.3   0.4\n",
        "   1.0e-03 *\n\n  Columns 1 through 2\n\n  100.0  200.0\n  300.0  400.0\n",
        "     a      b\n    ___    ___\n\n    0.1    0.2\n    0.3    0.4",
        "     a  \\\n0  0.1   \n1  0.3   \n\n     b  \n0  0.2  \n1  0.4  ",
        "shape: (2, 2)\n┌─────┬─────┐\n│ a   ┆ b   │\n│ --- ┆ --- │\n│ f64 ┆ f64 │\n╞═════╪═════╡\n"
        "│ 0.1 ┆ 0.2 │\n│ 0.3 ┆ 0.4 │\n└─────┴─────┘",
        "# A tibble: 2 × 2\n      a     b\n  <dbl> <dbl>\n1   0.1   0.2\n2   0.3   0.4",
        "2×2 DataFrame\n Row │ a        b\n     │ Float64  Float64\n─────┼──────────────────\n"
        "   1 │     0.1      0.2\n   2 │     0.3      0.4",
        "data.frame(a = c(0.1, 0.3), b = c(0.2, 0.4))",
        "structure(list(a = c(0.1, 0.3), b = c(0.2, 0.4)), row.names = c(NA, -2L))",
        "pd.DataFrame({'a': [0.1, 0.3], 'b': [0.2, 0.4]})",
        "{'a': {0: 0.1, 1: 0.3}, 'b': {0: 0.2, 1: 0.4}}",
        "const x = [{a: 0.1, b: 0.2}, {a: 0.3, b: 0.4}];",
        '{"status": "ok", "results": [{"a": 0.1, "b": 0.2}, {"a": 0.3, "b": 0.4}]}',
        '[{"t": "2024-01", "a": "0,1", "b": "0,2"}, {"t": "2024-02", "a": "0,3", "b": "0,4"}]',
        r"\num{0.1} & $2 \times 10^{-1}$ \\ \textbf{0.3} & $0.4$ \\",
        r"0{,}1 & 0{,}2 \\ 0{,}3 & 0{,}4",
        "   a  |  b\n-----+-----\n 0.1 | 0.2\n 0.3 | 0.4\n(2 rows)",
        "+---+\n| a | b |\n+---+\n| 0.1 | 0.2 |\n| 0.3 | 0.4 |\n+---+\n2 rows in set (0.00 sec)",
        "INSERT INTO t VALUES (0.1, 0.2), (0.3, 0.4);",
        "     +-----------+\n     |   a     b |\n     |-----------|\n  1. |  .1    .2 |\n"
        "  2. |  .3    .4 |\n     +-----------+",
        "Obs     a      b\n\n 1     0.1    0.2\n 2     0.3    0.4",
        "2024-01-01 10:00:00 INFO a=0.1 b=0.2\n2024-01-01 10:00:01 INFO a=0.3 b=0.4",
        "a: 0,1; b: 0,2\na: 0,3; b: 0,4",
        "[[1]]\n[1] 0.1 0.2\n\n[[2]]\n[1] 0.3 0.4\n",
        r"\multicolumn{2}{c}{T} \\ a & b \\ 10\% & 20\% \\ 30\% & 40\% \\",
        "         A          B\n---- -----\n  .1    .2\n  .3    .4\n\n2 rows selected.",
        "1704067200,0.1,0.2\n1704070800,0.3,0.4",
        "0.1,0.2,note: 3\n0.3,0.4,note: 6",
        "Epoch 1/2\n9/9 [===] - 1s 5ms/step - a: 0.1 - b: 0.2\nEpoch 2/2\n9/9 - a: 0.3 - b: 0.4",
        "float x[2][2] = {{0.1f, 0.2f}, {0.3f, 0.4f}};",
        "{{1.*^-1, 2.*^-1}, {3.*^-1, 4.*^-1}}",
        "1×10⁻¹;2 x 10^-1\n3·10⁻¹;4*10**-1",
        "1.0D-01 2.0D-01\n3.0D-01 4.0D-01",
        "(0,1; 0,2)\n(0,3; 0,4)",
        "@relation x\n@attribute a numeric\n@data\n0.1,0.2\n0.3,0.4",
        "sep=;\na;b\n0,1;0,2\n0,3;0,4",
        "Ventas de 2024\na;b\n0,1;0,2\n0,3;0,4\nFuente: INE",
        "a;b\nm;s\n0,1;0,2\n0,3;0,4",
        '"a,b"\n"0.1,0.2"\n"0.3,0.4"',
        "20240101,0.1,0.2\n20240102,0.3,0.4",
        "Tensor(shape=[2, 2], dtype=float32,\n       [[0.1, 0.2],\n        [0.3, 0.4]])",
        "      Jan  Feb\n2020  0.1  0.2\n2021  0.3  0.4",
        '{"a":[0.1,0.3],"b":[0.2,0.4],"layout":{"margin":[0,0,0,0]}}',
        '{"events":[{"id":7}],"a":[0.1,0.3],"b":["0.2","0.4"],"tags":["x"]}',
        '{"grid":[[7,8],[9,7]],"a":[0.1,0.3],"b":[0.2,0.4],"size":{"w":5,"h":6}}',
        '{"data":[{"x":[0.1,0.3],"y":[0.2,0.4],"type":"scatter"}],"layout":{"margin":[0,0]}}',
        '{"schema":{"fields":[{"name":"a"}]},"data":[{"a":0.1,"b":0.2},{"a":0.3,"b":0.4}]}',
        '{"datasets":[{"label":"s","data":[0.1,0.3]},{"label":"s","data":[0.2,0.4]}]}',
        '{"labels":[0.1,0.3],"datasets":[{"label":"s","data":[0.2,0.4]}]}',
        '[{"label":"a","data":[0.1,0.3]},{"label":"b","data":[0.2,0.4]}]',
        "Ventas de 2024\nFuente: INE\na;b\n0,1;0,2\n0,3;0,4",
        "a\tb\n0.1\t0.2\n0.3\t0.4\nSource: World Bank, 2024\t",
        "Notes: a;b\n0,1;0,2\n0,3;0,4",
        "Nota: 0,1 vel: 0,2\nNota: 0,3 vel: 0,4",
        "<table><![if x]><![a><tr><td>0.1<td>0.2<!-- <td>9 --><tr><td>0.3<td>0.4</table><!--",
    ],
)
def test_two_rows_of_two_in_every_notation(text: str) -> None:
    assert numbers(text) == TWO
    assert not table(text).gaps(table(text).inputs)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("0,5\n0,25", [0.5, 0.25]),
        ("0,5\n1\n0,25", [0.5, 1, 0.25]),
        ("valor\n0,5\n0,25", [0.5, 0.25]),
        ("1.200,5\n1.300,25", [1200.5, 1300.25]),
        ("1,200.5\n1,300.25", [1200.5, 1300.25]),
        ("1,200,000\n3,400,000", [1_200_000, 3_400_000]),
        ("1.200.000\n3.400.000", [1_200_000, 3_400_000]),
        (f"1{NB}200,5\n1{NB}300", [1200.5, 1300]),
        ("1'200.5\n900", [1200.5, 900]),
        ("$1,200.50\n$900.00", [1200.5, 900]),
        ("€1.200,50\n€ 3,5", [1200.5, 3.5]),
        ("3,5 EUR\n2,5 EUR", [3.5, 2.5]),
        ("−1\n−2.5", [-1, -2.5]),
        ("[[0.37]\n [0.95]\n [0.73]]", [0.37, 0.95, 0.73]),
        ("[1] 1 2 3\n[4] 4 5", [1, 2, 3, 4, 5]),
        ("c(1, 2, 3)", [1, 2, 3]),
        ("[1.5, null, 2]", [1.5, None, 2]),
        ("[True, False, True]", [1, 0, 1]),
        ("3-element Vector{Float64}:\n 0.1\n 0.2", [0.1, 0.2]),
        ("12 000\n13 500\n9 800", [12000, 13500, 9800]),
        ("1 200,5\n900,25", [1200.5, 900.25]),
        ("1_000\n2_500", [1000, 2500]),
        ("(3.5)\n(1,200)\n4", [-3.5, -1200, 4]),
        (
            "day\n2024-01-01  1.5\n2024-01-02  2.5\nFreq: D, Name: x, dtype: float64",
            [1.5, 2.5],
        ),
        ("0    0.1\n1    0.2\n2    0.3\nName: x, dtype: float64", [0.1, 0.2, 0.3]),
        ("½\n1½\n2 ¾\n−¼", [0.5, 1.5, 2.75, -0.25]),
        ("½ 1½ ¾", [0.5, 1.5, 0.75]),
        ("[½, ¼]", [0.5, 0.25]),
        ("0x1F\n0x0A\n0xff", [31, 10, 255]),
        ("shape: (2,)\nSeries: 'a' [f64]\n[\n\t0.1\n\t0.2\n]", [0.1, 0.2]),
        ("masked_array(data=[0.1, --, 0.3],\n mask=[False, True, False])", [0.1, None, 0.3]),
        ("A = [0.1 0.2 ...\n 0.3]", [0.1, 0.2, 0.3]),
        ("[0.1f0, 0.2f0]", [0.1, 0.2]),
        ("(0.1 0.2 0.3)", [0.1, 0.2, 0.3]),
        ('{"data": {"x": [0.1, 0.2]}, "n": 2}', [0.1, 0.2]),
        ("1234.5\n2345.25", [1234.5, 2345.25]),
        ("¥1,200\n¥900", [1200, 900]),
        ("R$ 12,50\nR$ 13,00", [12.5, 13]),
        ("1.234 €\n900 €", [1234, 900]),
        ("‐0.1\n—0.2\n‑0.3", [-0.1, -0.2, -0.3]),
        ("１．５\n２", [1.5, 2]),
        ("- 0,1\n- 0,2", [0.1, 0.2]),
        ("3\n- 4\n5", [3, -4, 5]),
        ("21.5 °C\n22.1 °C", [21.5, 22.1]),
        ("5 ‰\n7 ‰", [0.005, 0.007]),
        ("$3.459\n$3.519", [3.459, 3.519]),
        ("1,459 €\n1,519 €", [1.459, 1.519]),
        ("24h\n5\n7", [None, 5, 7]),
        ("The values are 0.1, 0.2 and 0.3.", [0.1, 0.2, 0.3]),
        ('{"datasets": [{"label": "s", "data": [0.1, 0.2]}]}', [0.1, 0.2]),
        ("1 234,5\n12 345,6", [1234.5, 12345.6]),
        ("1,5e-3\n2,5e-3", [0.0015, 0.0025]),
        (r"\begin{pmatrix}0.1\\0.2\end{pmatrix}", [0.1, 0.2]),
        ("<0.1\n0.3", [None, 0.3]),
        ("0,1\n#¡DIV/0!\n0,3", [0.1, None, 0.3]),
        ("0.1, 0.2 y 0.3", [0.1, 0.2, 0.3]),
        ("€0,125\n€3,500", [0.125, 3.5]),
        ("0.905 EUR\n1.459 EUR", [0.905, 1.459]),
        ("1.459 €", [1.459]),
        ("1.459 €\n2 €", [1.459, 2]),
        ("€1,200\n€900", [1200, 900]),
        ("price\n€1,200\n€3.5", [1200, 3.5]),
        ("Nota: 7,5\nNota: 8", [7.5, 8]),
        ("x=1.5\nx=1,200", [1.5, 1200]),
        ("Tarea: 6,5\nAsistencia: 5\nNota: 7,5", [6.5, 5, 7.5]),
        ("a: 1,2\nb: 3,4", [1.2, 3.4]),
        ("Los valores son 0,1, 0,2 y 0,3", [0.1, 0.2, 0.3]),
        ("The values are 1,2,3 and 4", [1, 2, 3, 4]),
        ("The values are 0.1,0.2 and 0.3", [0.1, 0.2, 0.3]),
        ("We sold 1,200,000 and then 900.5", [1_200_000, 900.5]),
    ],
)
def test_one_column(text: str, column: list[float]) -> None:
    found = numbers(text)
    assert (found[0] if len(found) == 1 else [row[0] for row in found]) == column
    assert 1 in (len(found), len(found[0]))


def test_each_column_of_money_says_how_its_thousands_are_grouped() -> None:
    assert numbers("a;b\n1.200 €;0.5\n900 €;0.7") == [[1200, 0.5], [900, 0.7]]
    assert numbers("a;b\n1.459 €;120 €\n1.519 €;90 €") == [[1.459, 120], [1.519, 90]]
    assert numbers("a;b\n0,125;0.905\n1,200;1.459") == [[0.125, 0.905], [1.2, 1.459]]
    assert table("a;b\n¥1,200;5\n¥900;6").comma == ""
    assert numbers("0 125\n0 250") == [[0, 125], [0, 250]]
    assert table("x\n¥1,200\n¥900").comma == "" and table("€1,200").comma == "decimal"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("1.234.567\n12.345\n999", [1_234_567, 12_345, 999]),
        ("12,345\n1,234,567\n999", [12_345, 1_234_567, 999]),
        ("a;b\n12.345;0.5\n1.234.567;0.7", [12_345, 1_234_567]),
    ],
)
def test_one_number_with_two_marks_says_what_the_marks_of_its_column_are(
    text: str, column: list[float]
) -> None:
    found = table(text)
    assert list(found.inputs[0].numbers) == column and found.ambiguous is None


@pytest.mark.parametrize("mark", [".", ","])
@pytest.mark.parametrize("form", ["1?200\n1?350\n980", "x;y\n1?200;5\n1?350;6\n980;7", "1?200"])
def test_a_mark_with_three_digits_behind_it_may_group_thousands(form: str, mark: str) -> None:
    text = form.replace("?", mark)
    decimal, thousands = table(text), table(text, "thousands")
    assert decimal.inputs[0].numbers[:2] == (1.2, 1.35)[: decimal.rows]
    assert thousands.inputs[0].numbers[:2] == (1200, 1350)[: decimal.rows]
    assert decimal.ambiguous == (f"1{mark}200", 1.2)
    assert thousands.ambiguous == (f"1{mark}200", 1200) and thousands.comma == "thousands"


@pytest.mark.parametrize(
    "text", ["[[1.234, 2.345]]", "1.234\n0.5", "0.125\n1.234", "1.234;5,5\n980;6", "1.2\n1.35"]
)
def test_a_mark_that_can_only_be_one_thing_is_not_asked_about(text: str) -> None:
    assert table(text).ambiguous is None
    again = [column.numbers for column in table(text, "thousands").inputs]
    assert again == [column.numbers for column in table(text).inputs]


def test_labels_of_a_chart_that_are_repeated_are_numbered() -> None:
    series = [{"label": label, "data": [k, 9]} for k, label in enumerate(["s", "s 2", "s"])]
    found = table(json.dumps({"labels": [2001, 2003], "datasets": series}))
    assert [column.name for column in found.columns] == ["labels", "s", "s 2", "s 3"]


@pytest.mark.parametrize(
    "text",
    ["1.2.3\n1.2.4", "192.168.0.1", "555-1234", "1.5k\n2k", "1:5", "40°26′N"],
)
def test_no_number_is_picked_out_of_what_is_none(text: str) -> None:
    assert not table(text).inputs
