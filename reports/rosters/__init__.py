"""The declarations of every roster the office prints or exports."""
