"""What an indicator counts, as data: read strictly, with every fault named."""
