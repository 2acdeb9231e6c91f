"""python random_model.py FOLDER TEXT...: a random NemotronH of under a million parameters, and its tokenizer.

Runs in vLLM's environment. The architecture is that of Nemotron Nano (dense: Mamba-2, attention and MLP blocks); the
weights are random and seeded, so whatever it says is noise. What can be shown with it is everything but content.
"""

import json
import sys
from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import AutoModelForCausalLM, NemotronHConfig, PreTrainedTokenizerFast

VOCABULARY = 1024
CONTEXT = 4096
SEED = 20
SPECIAL = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>", "<think>", "</think>"]
# As Nemotron 3's: thinking is opened in the prompt, or opened and closed where it is switched off.
TEMPLATE = """{%- set thinks = enable_thinking if enable_thinking is defined else true -%}
{%- for message in messages -%}
<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt -%}
<|im_start|>assistant
{% if thinks %}<think>
{% else %}<think></think>{% endif %}
{%- endif -%}"""


def main(folder: Path, texts: list[str]) -> None:
    torch.manual_seed(SEED)
    tokenizer = _tokenizer(texts)
    tokenizer.save_pretrained(folder)
    config = NemotronHConfig(
        vocab_size=VOCABULARY,
        hidden_size=64,
        intermediate_size=128,
        layers_block_type=["mamba", "mlp", "mamba", "attention", "mlp"],
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=64,
        mamba_num_heads=8,
        mamba_head_dim=16,
        ssm_state_size=16,
        n_groups=2,
        chunk_size=32,
        max_position_embeddings=CONTEXT,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.eos_token_id,
    )
    model = AutoModelForCausalLM.from_config(config, dtype=torch.bfloat16)
    with torch.no_grad():
        # It never ends and never closes a thought of its own accord: only limits, budgets and grammars make it stop.
        model.lm_head.weight[: len(SPECIAL)] = 0
    model.save_pretrained(folder)
    parameters = sum(weights.numel() for weights in model.parameters())
    print(json.dumps({"parameters": parameters, "context": CONTEXT}))  # noqa: T201


def _tokenizer(texts: list[str]) -> PreTrainedTokenizerFast:
    bpe = Tokenizer(models.BPE(unk_token="<unk>"))
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCABULARY,
        special_tokens=SPECIAL,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator(texts, trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe, bos_token="<s>", eos_token="<|im_end|>", unk_token="<unk>", model_max_length=CONTEXT
    )
    tokenizer.chat_template = TEMPLATE
    return tokenizer


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]])
