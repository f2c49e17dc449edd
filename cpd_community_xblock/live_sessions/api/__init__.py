"""The live sessions' doors."""
