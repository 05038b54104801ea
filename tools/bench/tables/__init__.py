"""Tables of what the benches left as raw figures; tools/bench/report puts them together."""
